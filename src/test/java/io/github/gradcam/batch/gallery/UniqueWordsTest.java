package io.github.gradcam.batch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UniqueWordsTest {

  @Test
  void namesThatDifferInSignsAloneGetWordsOfTheirOwn() {
    assertThat(UniqueWords.of(List.of("block1/conv", "block1_conv", "C++", "C#")))
        .containsExactly("block1-conv", "block1-conv-2", "c-", "c--2");
  }

  @Test
  void lettersOfAnyScriptStay() {
    assertThat(UniqueWords.of(List.of("Gletscher Süd", "冰川")))
        .containsExactly("gletscher-süd", "冰川");
  }

  @Test
  void imageNamedLikeAFurtherFileOfAnotherGetsANameOfItsOwn() throws Exception {
    assertThat(ImageInput.list(List.of(Path.of("a.jpg"), Path.of("a.raw.jpg")), Path.of("out")))
        .extracting(ImageInput::stem)
        .containsExactly("a", "a.raw-photo");
  }
}
