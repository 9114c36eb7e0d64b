package io.github.gradcam.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.batch.input.BrokenSourceException;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageContent;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A damaged archive or list gives images, or failures in clear words that stop nothing else. */
final class Archives implements FuzzKind {

  /** More rows than a damaged file of this size can have. */
  private static final int MOST_ENTRIES = 10_000;

  private final List<FuzzInput> pictures = SmallImages.all().subList(0, 3);
  private final List<FuzzInput> seeds = new ArrayList<>(SmallArchives.lists());

  Archives() throws Exception {
    for (String form : SmallArchives.archives()) {
      seeds.add(SmallArchives.archive(form, pictures));
    }
  }

  @Override
  public FuzzInput next(RandomGenerator random) throws IOException {
    FuzzInput seed = seeds.get(random.nextInt(seeds.size()));
    byte[] other = pictures.get(random.nextInt(pictures.size())).bytes();
    Mutator mutator = new Mutator(random);
    if (!seed.form().startsWith("tar.") || random.nextInt(3) == 0) {
      return new FuzzInput(seed.form(), mutator.mutated(seed.bytes(), other));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = SmallArchives.compressed(seed.form(), bytes)) {
      out.write(mutator.mutated(SmallArchives.tar(pictures), other));
    }
    return new FuzzInput(seed.form(), bytes.toByteArray());
  }

  @Override
  public void read(FuzzInput input, Path file) throws IOException {
    Path output = file.resolveSibling("no-output");
    ImageInputs inputs = ImageInputs.of(List.of(file.toString()), output, ListColumns.DEFAULT);
    inputs.count();
    int count = 0;
    try (ImageCollection.Entries entries = inputs.open()) {
      boolean over = false;
      while (!over) {
        try {
          over = !isRead(entries.next());
        } catch (BrokenSourceException e) {
          ClearMessage.check(e);
        }
        assertThat(count++).isLessThan(MOST_ENTRIES);
      }
    }
  }

  private static boolean isRead(@Nullable ImageEntry entry) {
    if (entry == null) {
      return false;
    }
    try {
      ImageContent content = entry.content().held();
      content.decode();
    } catch (ImageReadException | IOException e) {
      ClearMessage.check(e);
    }
    return true;
  }
}
