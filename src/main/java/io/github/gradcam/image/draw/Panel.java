package io.github.gradcam.image.draw;

import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.draw.Caption.Entry;
import java.util.List;
import java.util.Locale;

/** Image, overlay, colour bar, title and the top classes, on one sheet. */
final class Panel {

  private static final int LONGEST_LABEL_SHARE = 3;
  private static final double SMALLEST_SHOWN = 0.0005;

  private final RgbImage photo;
  private final HeatValues heat;
  private final Overlay overlay;
  private final Caption caption;
  private final int size;
  private final List<String> note;
  private final PanelLayout layout;

  Panel(RgbImage photo, HeatValues heat, Overlay overlay, Caption caption) {
    this.photo = photo;
    this.heat = heat;
    this.overlay = overlay;
    this.caption = caption;
    this.size = PanelLayout.typeSize(photo);
    this.note = note();
    int header = size * 4 + note.size() * lineHeight();
    this.layout =
        new PanelLayout(
            size,
            PanelLayout.stacks(photo),
            heat.signed(),
            photo.width(),
            photo.height(),
            header,
            caption.predictions().size());
  }

  RgbImage draw() {
    Canvas canvas = new Canvas(layout.width(), layout.height());
    canvas.put(photo, layout.imageX(), layout.header());
    canvas.put(overlay.blend(photo, heat), layout.overlayX(), layout.overlayY());
    ColourBar bar = bar();
    canvas.put(bar.colours(), bar.x(), bar.y());
    try (Lettering lettering = new Lettering(canvas.image())) {
      writeHeader(lettering);
      bar.letter(lettering);
      writeMeaning(lettering);
      writePredictions(lettering);
    }
    return canvas.image();
  }

  private ColourBar bar() {
    Colormap colours = overlay.colours(heat);
    return new ColourBar(
        colours, heat.signed(), layout.barX(), layout.overlayY(), photo.height(), size);
  }

  private List<String> note() {
    String reason = caption.note();
    if (reason == null) {
      return List.of();
    }
    RgbImage any = new RgbImage(1, 1, new byte[RgbImage.CHANNELS]);
    try (Lettering lettering = new Lettering(any)) {
      return lettering.wrap(
          reason, Ink.note(size), PanelLayout.contentWidth(photo, heat.signed()) - size);
    }
  }

  private int lineHeight() {
    return size * 7 / 5;
  }

  private void writeHeader(Lettering lettering) {
    int width = layout.content();
    lettering.write(caption.title(), Ink.title(size), size, size * 5 / 4, width);
    lettering.write(caption.subtitle(), Ink.subtitle(size), size, size * 11 / 4, width);
    if (note.isEmpty()) {
      return;
    }
    int top = size * 7 / 2;
    lettering.fill(Ink.NOTE_BAND, size, top, width, note.size() * lineHeight());
    int y = top + lineHeight() / 2;
    for (String line : note) {
      lettering.write(line, Ink.note(size), size * 3 / 2, y, width - size);
      y += lineHeight();
    }
  }

  /** Below the overlay, up to the right edge. */
  private void writeMeaning(Lettering lettering) {
    String text = ColourBar.meaning(heat.signed());
    int width = Math.min(layout.content(), lettering.width(text, Ink.subtitle(size)));
    int x = Math.max(size, Math.min(layout.overlayX(), size + layout.content() - width));
    lettering.write(text, Ink.subtitle(size), x, layout.meaningY(), width);
  }

  private void writePredictions(Lettering lettering) {
    int widest = 0;
    for (Entry entry : caption.predictions()) {
      widest = Math.max(widest, lettering.width(entry.label(), Ink.label(size, entry.isTarget())));
    }
    int labels = Math.min(widest, layout.content() / LONGEST_LABEL_SHARE);
    int numbers = lettering.width("100.0 %", Ink.label(size, true));
    int y = layout.listTop() + layout.rowHeight() / 2;
    for (Entry entry : caption.predictions()) {
      writeEntry(lettering, entry, y, labels, numbers);
      y += layout.rowHeight();
    }
  }

  private void writeEntry(Lettering lettering, Entry entry, int y, int labels, int numbers) {
    int barX = size + labels + size / 2;
    int track = layout.content() - labels - numbers - size;
    int filled = (int) Math.round(track * Math.min(1, Math.max(0, entry.probability())));
    int height = size * 3 / 4;
    lettering.write(entry.label(), Ink.label(size, entry.isTarget()), size, y, labels);
    lettering.fill(Ink.TRACK, barX, y - height / 2, track, height);
    lettering.fill(
        entry.isTarget() ? Ink.TARGET_BAR : Ink.OTHER_BAR, barX, y - height / 2, filled, height);
    String percent = percent(entry.probability());
    Lettering.Type type = Ink.label(size, entry.isTarget());
    int numberX = size + layout.content() - lettering.width(percent, type);
    lettering.write(percent, type, numberX, y, numbers);
  }

  private static String percent(double probability) {
    boolean tiny = probability > 0 && probability < SMALLEST_SHOWN;
    return tiny ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", 100 * probability);
  }
}
