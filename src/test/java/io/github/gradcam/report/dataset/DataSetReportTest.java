package io.github.gradcam.report.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetReportTest {

  private static final ReportImage IMAGE = SmallReport.image("/1.jpg", 0, 1);

  @Test
  void moreThanSixSentencesAreRefused() {
    List<ReportSentence> seven = Collections.nCopies(7, new ReportSentence("Seen.", null));
    assertThatThrownBy(
            () ->
                new DataSetReport(
                    SmallReport.HEAD,
                    seven,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected at most 6 sentences, found 7");
  }

  @Test
  void imagesAndLabelsThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> SmallReport.of(SmallReport.image("/1.jpg", 2, 0)))
        .hasMessage("Expected a label below 2, found 2");
    assertThatThrownBy(() -> SmallReport.of(SmallReport.image("/1.jpg", 0, -1)))
        .hasMessage("Expected a label below 2, found -1");
    assertThatThrownBy(() -> withGroups(SmallReport.group("g", List.of(), 1)))
        .hasMessage("Expected an image below 1, found 1");
  }

  @Test
  void imageOfAPairThatIsNotThereIsRefused() {
    EvidenceMap map = new EvidenceMap(new byte[EvidenceMap.LENGTH]);
    ConfusedPair pair =
        new ConfusedPair(0, 1, List.of(new ConfusedPair.Compared(1, map, map, map)), List.of());
    assertThatThrownBy(
            () ->
                new DataSetReport(
                    SmallReport.HEAD,
                    List.of(),
                    null,
                    SmallReport.LABELS,
                    List.of(IMAGE),
                    List.of(),
                    null,
                    List.of(pair),
                    List.of(),
                    List.of(),
                    List.of()))
        .hasMessage("Expected an image below 1, found 1");
  }

  @Test
  void twoGroupsOfOneIdAreRefused() {
    ReportGroup group = SmallReport.group("sea-1", List.of(), 0);
    assertThatThrownBy(() -> withGroups(group, group))
        .hasMessage("Expected one group of an id, found two of sea-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sea", "a b", "a&b", "\u00e4", "../x"})
  void idsThatCouldNotStandInAnAddressAreRefused(String id) {
    assertThatThrownBy(() -> SmallReport.group(id, List.of(), 0))
        .hasMessageContaining("found \"" + id + "\"");
    assertThatThrownBy(() -> EvidenceLink.toGroup(id)).hasMessageContaining("as the id of a group");
  }

  @Test
  void matrixOfAnotherSizeIsRefused() {
    assertThatThrownBy(
            () ->
                new DataSetReport(
                    SmallReport.HEAD,
                    List.of(),
                    null,
                    SmallReport.LABELS,
                    List.of(IMAGE),
                    List.of(),
                    new long[][] {{1, 2}},
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()))
        .hasMessageContaining("Expected a confusion matrix of 2 x 2");
  }

  @Test
  void groupIsAShortcutIfOneOfItsCausesIs() {
    TestedCause held = SmallReport.cause(TestedCause.Verdict.SHORTCUT);
    TestedCause failed = SmallReport.cause(TestedCause.Verdict.DID_NOT_HOLD);
    TestedCause untried = SmallReport.cause(TestedCause.Verdict.NOT_TRIED);
    assertThat(SmallReport.group("a", List.of(failed, held), 0).shortcut()).isTrue();
    assertThat(SmallReport.group("a", List.of(failed, untried), 0).shortcut()).isFalse();
    assertThat(SmallReport.group("a", List.of(untried, failed), 0).verdict())
        .isEqualTo(TestedCause.Verdict.DID_NOT_HOLD);
    assertThat(SmallReport.group("a", List.of(), 0).verdict()).isNull();
  }

  @Test
  void mapsAndIntervalsOfAnotherShapeAreRefused() {
    assertThatThrownBy(() -> new EvidenceMap(new byte[255]))
        .hasMessage("Expected 256 bytes for a map of 16 x 16, found 255");
    assertThatThrownBy(() -> new Estimate(0.5, 0.6, 0.4)).hasMessageContaining("0.6 to 0.4");
    assertThatThrownBy(() -> new Estimate(Double.NaN, 0, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new DuplicateSet(new int[] {3}, false, false))
        .hasMessageContaining("[3]");
  }

  private static DataSetReport withGroups(ReportGroup... groups) {
    return SmallReport.of(SmallReport.HEAD, SmallReport.LABELS, List.of(IMAGE), List.of(groups));
  }
}
