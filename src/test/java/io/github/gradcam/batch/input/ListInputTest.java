package io.github.gradcam.batch.input;

import static io.github.gradcam.batch.input.Collected.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.jerolba.carpet.CarpetWriter;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListInputTest {

  @TempDir Path root;

  @BeforeEach
  void writeImages() throws Exception {
    picture(root.resolve("a.png"), 1);
    picture(root.resolve("b/雪, 山.png"), 2);
  }

  private Collected read(String name, String text) throws Exception {
    return read(Files.writeString(root.resolve(name), text), ListColumns.DEFAULT);
  }

  private Collected read(Path list, ListColumns columns) throws Exception {
    return Collected.of(ImageInputs.of(List.of(list.toString()), root.resolve("out"), columns));
  }

  private static List<@Nullable String> labels(Collected found) {
    return found.entries().stream().map(ImageEntry::label).toList();
  }

  @Test
  void linesOfATextAreFiles() throws Exception {
    String text = "\ufeffa.png\r\n\r\n# a remark\r\n  \r\nb/雪, 山.png\r\n" + root + "/c.png";
    Collected found = read("list.txt", text);
    assertThat(found.paths(root)).containsExactly("/a.png", "/b/雪, 山.png", "/c.png");
    assertThat(found.widths()).containsExactly(1, 2, -1);
    assertThat(found.reason(2)).endsWith("c.png: found no such file");
    assertThat(labels(found)).containsOnlyNulls();
  }

  @Test
  void relativePathsBeginAtTheListOrElseAtTheWorkingDirectory() throws Exception {
    Collected found = read("list.lst", "a.png\nREADME.md\nnone.png\n");
    assertThat(found.entries().get(0).path()).isEqualTo(PathText.of(root.resolve("a.png")));
    assertThat(found.entries().get(1).path()).isEqualTo(PathText.of(Path.of("README.md")));
    assertThat(found.entries().get(2).path()).isEqualTo(PathText.of(root.resolve("none.png")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path,label,class\na.png,cat,7\n\"b/雪, 山.png\",,dog\n",
        "\ufeffpath,label,class\r\na.png,cat,7\r\n\r\n\"b/雪, 山.png\",,dog\r\n",
        "path;label;class\na.png;cat;7\nb/雪, 山.png;;dog",
        "class,other,Path,LABEL\n7,x,a.png,cat\ndog,\"two\nlines\",\"b/雪, 山.png\",\"\"\n",
        "path\tlabel\tclass\na.png\tcat\t7\nb/雪, 山.png\t\tdog\n",
        " path , label , class \na.png, cat , 7 \n\"b/雪, 山.png\", ,dog\n",
        "path,label,class,\na.png,cat,7,,,more\n\"b/雪, 山.png\",,dog\n"
      })
  void rowsOfATableHaveClasses(String text) throws Exception {
    Collected found = read("list.csv", text);
    assertThat(found.failures()).isEmpty();
    assertThat(found.paths(root)).containsExactly("/a.png", "/b/雪, 山.png");
    assertThat(labels(found)).containsExactly("cat", null);
    assertThat(found.entries().stream().map(ImageEntry::target)).containsExactly("7", "dog");
  }

  @Test
  void integerLabelsStayText() throws Exception {
    assertThat(labels(read("list.csv", "path,label\na.png,03\n"))).containsExactly("03");
  }

  @Test
  void quotesInCellsAreKept() throws Exception {
    assertThat(labels(read("list.csv", "path,label\na.png,\"a \"\"b\"\"\nc\"\n")))
        .containsExactly("a \"b\"\nc");
  }

  @Test
  void tablesInUtf16AreRead() throws Exception {
    Path list = root.resolve("list.tsv");
    Files.writeString(list, "\ufeffpath\tlabel\r\na.png\t雪\r\n", StandardCharsets.UTF_16LE);
    assertThat(labels(read(list, ListColumns.DEFAULT))).containsExactly("雪");
  }

  @Test
  void columnsMayHaveOtherNames() throws Exception {
    Path list = Files.writeString(root.resolve("l.csv"), "path,file,truth\nx,a.png,cat\n");
    Collected found = read(list, new ListColumns("file", "truth", "class"));
    assertThat(found.paths(root)).containsExactly("/a.png");
    assertThat(labels(found)).containsExactly("cat");
  }

  @Test
  void missingColumnIsAnErrorThatListsThoseFound() throws Exception {
    Path list = Files.writeString(root.resolve("l.csv"), "file,truth\na.png,cat\n");
    assertThat(read(list, ListColumns.DEFAULT).failures())
        .containsExactly(
            "Expected a column \"path\" in %s, found file, truth; name the column or add a header"
                    .formatted(PathText.of(list))
                + " line");
    assertThat(read(list, new ListColumns("file", "lable", "class")).failures().get(0))
        .startsWith("Expected a column \"lable\" in ");
  }

  @Test
  void rowWithoutAPathIsAnErrorAndTheRestGoesOn() throws Exception {
    Collected found = read("list.csv", "path,label\na.png,x\n,y\nb/c.png,z\n");
    assertThat(found.paths(root)).containsExactly("/a.png", "/b/c.png");
    assertThat(found.failures())
        .containsExactly(
            PathText.of(root.resolve("list.csv")) + ": expected a path in row 2, found none");
  }

  @Test
  void textInOtherLettersIsAnErrorThatNamesTheList() throws Exception {
    for (String name : List.of("list.csv", "list.txt")) {
      Path list = Files.write(root.resolve(name), new byte[] {'p', (byte) 0xe9, '\n', 'a'});
      assertThat(read(list, ListColumns.DEFAULT).failures())
          .containsExactly(PathText.of(list) + ": expected text in UTF-8; save the list so");
    }
  }

  @Test
  void emptyListIsAnError() throws Exception {
    assertThat(read("a.txt", "# nothing\n").failures().get(0)).contains("found none");
    assertThat(read("a.csv", "").failures().get(0)).contains("found an empty file");
    assertThat(read("b.csv", "path\n").failures().get(0)).contains("found none");
    assertThat(read("a.parquet", "").failures().get(0)).contains("expected a Parquet file");
    assertThat(read("b.parquet", "hello hello hello").failures().get(0))
        .contains("expected a Parquet file");
  }

  @Test
  void pathsThatCannotBeAreReasonsOfTheirRow() throws Exception {
    Collected found = read("list.txt", "a\0b.png\na.png\n");
    assertThat(found.widths()).containsExactly(-1, 1);
    assertThat(found.reason(0)).contains("found characters that no path has");
  }

  record Row(String path, @Nullable Integer label, @Nullable Double target, String pixels) {}

  @Test
  void parquetIsReadByColumns() throws Exception {
    Path list = root.resolve("list.parquet");
    try (OutputStream out = Files.newOutputStream(list);
        CarpetWriter<Row> writer = new CarpetWriter<>(out, Row.class)) {
      writer.write(new Row("a.png", 3, 2.0, "0".repeat(100)));
      writer.write(new Row("b/雪, 山.png", null, null, "0".repeat(100)));
      writer.write(new Row("c.png", 4, Double.NaN, "0".repeat(100)));
    }
    ListColumns columns = new ListColumns("path", "label", "target");
    Collected found = read(list, columns);
    assertThat(found.failures()).isEmpty();
    assertThat(found.paths(root)).containsExactly("/a.png", "/b/雪, 山.png", "/c.png");
    assertThat(labels(found)).containsExactly("3", null, "4");
    assertThat(found.entries().stream().map(ImageEntry::target)).containsExactly("2", null, null);
    assertThat(ImageInputs.of(List.of(list.toString()), root, columns).count()).hasValue(3);
    assertThat(read(list, new ListColumns("file", "label", "class")).failures())
        .containsExactly(
            "Expected a column \"file\" in %s, found path, label, target, pixels; name the column"
                    .formatted(PathText.of(list))
                + " or add a header line");
  }

  @Test
  void rowsAreCounted() throws Exception {
    Path table = Files.writeString(root.resolve("l.csv"), "path\na.png\n\nb.png\n");
    Path text = Files.writeString(root.resolve("l.txt"), "# x\na.png\n\nb.png\nc.png");
    List<String> inputs = List.of(table.toString(), text.toString());
    assertThat(ImageInputs.of(inputs, root, ListColumns.DEFAULT).count()).hasValue(5);
  }
}
