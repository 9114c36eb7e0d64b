package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedAnswersTest {

  private static final RgbImage IMAGE = new RgbImage(1, 1, new byte[3]);

  private final List<String> told = new ArrayList<>();
  private final SurveyProgress progress = (stage, done, all) -> told.add(done + " of " + all);

  private CountedAnswers counted(long most) {
    return new CountedAnswers(images -> new int[images.size()], progress, most);
  }

  @Test
  void itTellsBeforehandInStepsAndTakesOffWhatATrialDidNotNeed() {
    CountedAnswers answers = counted(300);
    assertThat(answers.of(Collections.nCopies(100, IMAGE))).hasSize(100);
    answers.ended(150);
    answers.of(Collections.nCopies(50, IMAGE));
    answers.ended(150);
    assertThat(told)
        .containsExactly(
            "0 of 300", "64 of 300", "100 of 300", "100 of 250", "150 of 250", "150 of 150");
  }

  @Test
  void whereNothingIsTriedNothingIsTold() {
    assertThat(counted(0).of(List.of())).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void itNeverTellsOfMoreDoneThanThereIs() {
    CountedAnswers answers = counted(10);
    answers.of(Collections.nCopies(20, IMAGE));
    answers.ended(10);
    assertThat(told).containsExactly("0 of 10", "20 of 20", "20 of 20");
  }
}
