package io.github.gradcam.batch.input;

import static io.github.gradcam.batch.input.Collected.picture;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderInputTest {

  private static final FolderListing FILES = Files::newDirectoryStream;

  @TempDir Path root;

  private Path output() {
    return root.resolve("out");
  }

  @Test
  void imagesOfAFolderComeByNameDepthFirst() throws Exception {
    for (String name : List.of("b/2.png", "b/10.png", "a.png", "c.JPG", "b/a/z.webp")) {
      picture(root.resolve(name), 1);
    }
    Files.writeString(root.resolve("notes.txt"), "no image");
    assertThat(Collected.of(output(), root).paths(root))
        .containsExactly("/a.png", "/b/10.png", "/b/2.png", "/b/a/z.webp", "/c.JPG");
  }

  @Test
  void hiddenFilesAndFoldersAreLeftOut() throws Exception {
    for (String name : List.of(".thumbs/a.png", ".b.png", "._c.png", "d.png")) {
      picture(root.resolve(name), 1);
    }
    assertThat(Collected.of(output(), root).paths(root)).containsExactly("/d.png");
  }

  @Test
  void outputFolderInsideIsLeftOut() throws Exception {
    picture(root.resolve("out/overlay.png"), 1);
    picture(root.resolve("outside/a.png"), 1);
    assertThat(Collected.of(output(), root).paths(root)).containsExactly("/outside/a.png");
    assertThat(Collected.of(root, root.resolve("out")).paths(root))
        .containsExactly("/out/overlay.png");
  }

  @Test
  void namesKeepSpacesLettersAndLineBreaks() throws Exception {
    List<String> names = List.of(" a .png", "b\nc.png", "d'\"&.png", "雪 山.png");
    for (String name : names) {
      picture(root.resolve(name), 1);
    }
    Collected found = Collected.of(output(), root);
    assertThat(found.paths(root)).isEqualTo(names.stream().map(name -> "/" + name).toList());
    assertThat(found.widths()).containsOnly(1);
  }

  @Test
  void linksInACircleEndAndEachFolderIsSeenOnce() throws Exception {
    picture(root.resolve("photos/a/1.png"), 1);
    picture(root.resolve("elsewhere/2.png"), 1);
    Path photos = root.resolve("photos");
    Files.createSymbolicLink(photos.resolve("a/up"), photos);
    Files.createSymbolicLink(photos.resolve("b"), photos.resolve("a"));
    Files.createSymbolicLink(photos.resolve("c"), root.resolve("elsewhere"));
    Files.createSymbolicLink(photos.resolve("d"), root.resolve("elsewhere"));
    Files.createSymbolicLink(photos.resolve("e"), root);
    Files.createSymbolicLink(root.resolve("elsewhere/back"), photos);
    Files.createSymbolicLink(photos.resolve("self"), photos.resolve("self"));
    Files.createSymbolicLink(photos.resolve("z.png"), root.resolve("elsewhere/2.png"));
    assertThat(Collected.of(output(), photos).paths(photos))
        .containsExactly("/a/1.png", "/c/2.png", "/z.png");
  }

  @Test
  void linkToNothingIsAnImageThatCannotBeRead() throws Exception {
    Files.createSymbolicLink(root.resolve("a.png"), root.resolve("gone.png"));
    assertThat(Collected.of(output(), root).reason(0)).endsWith("a.png: found no such file");
  }

  @Test
  void unreadableFolderIsNamedAndTheRestGoesOn() throws Exception {
    picture(root.resolve("a/1.png"), 1);
    picture(root.resolve("b/2.png"), 1);
    picture(root.resolve("c/3.png"), 1);
    FolderListing listing =
        folder -> {
          if (folder.endsWith("b")) {
            throw new AccessDeniedException(folder.toString());
          }
          return FILES.open(folder);
        };
    Collected found = Collected.of(new FolderWalk(root, output(), listing));
    assertThat(found.paths(root)).containsExactly("/a/1.png", "/c/3.png");
    assertThat(found.failures())
        .containsExactly(
            PathText.of(root) + "/b: the folder may not be read; check its permissions");
  }

  @Test
  void firstImageComesBeforeOtherFoldersAreListed() throws Exception {
    for (int i = 0; i < 50; i++) {
      picture(root.resolve("%02d/a/b.png".formatted(i)), 1);
    }
    List<Path> listed = new ArrayList<>();
    FolderListing listing =
        folder -> {
          listed.add(folder);
          return FILES.open(folder);
        };
    FolderWalk walk = new FolderWalk(root, output(), listing);
    assertThat(walk.next()).isNotNull();
    assertThat(listed).containsExactly(root, root.resolve("00"), root.resolve("00/a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 11})
  void namesAreSortedHoweverFewAreInMemory(int limit) throws Exception {
    for (int i = 0; i < 10; i++) {
      Files.createFile(root.resolve("%d.png".formatted(9 - i)));
    }
    FolderNames names = new FolderNames(root, Files::newDirectoryStream, limit);
    for (int i = 0; i < 10; i++) {
      assertThat(names.next()).isEqualTo(Path.of(i + ".png"));
    }
    assertThat(names.next()).isNull();
    assertThat(names.next()).isNull();
  }

  @Test
  void folderWithoutImagesIsAnError() throws Exception {
    Files.writeString(root.resolve("notes.md"), "no image");
    Collected found = Collected.of(output(), root);
    assertThat(found.entries()).isEmpty();
    assertThat(found.failures())
        .containsExactly(
            "Expected images (.jpg, .png, ...) in " + root + ", found none; check the path");
  }

  @Test
  void imagesOfAFolderAreCounted() throws Exception {
    picture(root.resolve("a/1.png"), 1);
    picture(root.resolve("2.png"), 1);
    ImageInputs inputs = ImageInputs.of(List.of(root.toString()), output(), ListColumns.DEFAULT);
    assertThat(inputs.count()).hasValue(2);
  }

  @Test
  void countStopsWhenItsThreadIsInterrupted() throws Exception {
    picture(root.resolve("1.png"), 1);
    ImageInputs inputs = ImageInputs.of(List.of(root.toString()), output(), ListColumns.DEFAULT);
    Thread.currentThread().interrupt();
    assertThat(inputs.count()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }
}
