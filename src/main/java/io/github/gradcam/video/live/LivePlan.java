package io.github.gradcam.video.live;

import io.github.gradcam.video.media.CameraSpec;
import io.github.gradcam.video.media.LiveSource;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a live view is made of.
 *
 * @param name of the source, for people; without secrets, as {@link CameraSpec#name} gives it
 * @param source where frames come from
 * @param analysis what is found in them
 * @param choices of the viewer
 * @param start how the view begins
 * @param screen where it is seen; stays the caller's to close
 * @param recording where it is recorded; null for nowhere
 * @param times how long it waits for what
 * @param mirrored whether left and right are exchanged, as in a mirror
 * @param pictures folder for the images that are saved
 * @param notes told of what happens, in sentences
 */
public record LivePlan(
    String name,
    LiveSource.Opener source,
    LiveAnalysis analysis,
    LiveChoices choices,
    LiveSettings start,
    LiveScreen screen,
    LiveSink.@Nullable Opener recording,
    LiveTimes times,
    boolean mirrored,
    Path pictures,
    Consumer<String> notes) {}
