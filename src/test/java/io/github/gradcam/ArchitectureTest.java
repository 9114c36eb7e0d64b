package io.github.gradcam;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.tensorflow.Graph;

/** Dependencies point one way, and each library stays where it belongs. */
@AnalyzeClasses(
    packages = "io.github.gradcam",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("cli")
          .definedBy("..cli..")
          .layer("survey")
          .definedBy("..survey..")
          .layer("serve")
          .definedBy("..serve..")
          .layer("batch")
          .definedBy("..batch..")
          .layer("video")
          .definedBy("..video..")
          .layer("report")
          .definedBy("..report..")
          .layer("evaluate")
          .definedBy("..evaluate..")
          .layer("explain")
          .definedBy("..explain..")
          .layer("train")
          .definedBy("..train..")
          .layer("model")
          .definedBy("..model..")
          .layer("image")
          .definedBy("..image..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("survey")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("serve")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("batch")
          .mayOnlyBeAccessedByLayers("cli", "survey", "serve")
          .whereLayer("video")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli", "survey", "serve", "batch")
          .whereLayer("evaluate")
          .mayOnlyBeAccessedByLayers("cli", "survey")
          .whereLayer("explain")
          .mayOnlyBeAccessedByLayers(
              "cli", "survey", "serve", "batch", "video", "report", "evaluate")
          .whereLayer("train")
          .mayOnlyBeAccessedByLayers("cli", "survey", "batch", "video", "report", "evaluate")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers(
              "cli", "survey", "serve", "batch", "video", "report", "evaluate", "explain", "train");

  /**
   * Who may take the message of a failure that is not our own: those that look for a word in it, or
   * know that the thrower's words are for people. All others ask FailureWords.
   */
  private static final Set<String> TAKE_RAW_MESSAGES =
      Set.of(
          "FailureWords", // chooses the words
          "FailureText", // passes on what our own readers say
          "Messages", // passes on what the project says, and FailureWords for the rest
          "Complaint", // quotes a decoder, which is the finding
          "DeviceMemoryException", // TensorFlow's figures of memory
          "LogFormat", // prints what the log was given
          "NativeDecoder", // looks for OpenCV's words for too little memory
          "GradientTrial", // looks for "No gradient defined"
          "ClusterFailure", // looks for a sign that Spark may go on
          "SavedModelReader", // names the folder for our own words of an inlined function
          "PreprocessChoice", // hands on the words of Normalization.parse
          "StoredImage", // names the image for our own words
          "Methods", // names a class of the user's own that cannot be made
          "CaptureDevices"); // looks for the name of a missing library

  @ArchTest
  static final ArchRule failuresAreWordedForPeople =
      noClasses()
          .that(
              describe(
                  "are not allowed to", type -> !TAKE_RAW_MESSAGES.contains(type.getSimpleName())))
          .should()
          .callMethodWhere(
              describe(
                  "it takes the words of a failure of others",
                  call ->
                      call.getTargetOwner().isAssignableTo(Throwable.class)
                          && !call.getTargetOwner().getPackageName().startsWith("io.github.gradcam")
                          && Set.of("getMessage", "getLocalizedMessage", "toString")
                              .contains(call.getName())));

  @ArchTest
  static final ArchRule imageKnowsNoOtherPackage =
      noClasses()
          .that()
          .resideInAPackage("..image..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..model..",
              "..explain..",
              "..train..",
              "..batch..",
              "..video..",
              "..report..",
              "..evaluate..",
              "..survey..",
              "..serve..",
              "..cli..");

  @ArchTest
  static final ArchRule flowKnowsNoOtherPackage =
      noClasses()
          .that()
          .resideInAPackage("..flow..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..image..",
              "..model..",
              "..explain..",
              "..train..",
              "..batch..",
              "..video..",
              "..report..",
              "..evaluate..",
              "..survey..",
              "..serve..",
              "..cli..");

  @ArchTest
  static final ArchRule sparkStaysInItsPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("..batch.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule jettyStaysInItsPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("..serve.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.gradcam.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule tensorFlowStaysBelow =
      noClasses()
          .that()
          .resideOutsideOfPackages("..model..", "..explain..", "..train..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..");

  @ArchTest
  static final ArchRule kernelsAreSettledBeforeAnyGraph =
      noClasses()
          .that()
          .resideOutsideOfPackage("..model.kernel..")
          .should()
          .callConstructor(Graph.class);

  @ArchTest
  static final ArchRule nativePixelsStayInImage =
      noClasses()
          .that()
          .resideOutsideOfPackages("..image..", "..video.media..")
          .and()
          .doNotHaveSimpleName("NativeDevices") // TensorFlow tells its devices to pointers alone
          .and()
          .doNotHaveSimpleName("LiveWindow") // the window is JavaCV's
          .and()
          .resideOutsideOfPackage("..model.kernel..") // asks which native libraries are loaded
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule optionsStayInCli =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.beust..");

  @ArchTest
  static final ArchRule standardStreamsStayInCli =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static void noPackageHoldsMoreThanFortyTypes(JavaClasses classes) {
    Map<String, Long> types =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    types.forEach((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(40));
  }

  @ArchTest
  static void simpleNamesAreGivenOnce(JavaClasses classes) {
    Map<String, Long> names =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
    assertThat(names.entrySet()).filteredOn(name -> name.getValue() > 1).isEmpty();
  }

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) throws ClassNotFoundException {
    Set<String> packages =
        classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(packages).contains("io.github.gradcam.cli", "io.github.gradcam.image");
    for (String name : packages) {
      Class<?> info = Class.forName(name + ".package-info");
      assertThat(info.isAnnotationPresent(NullMarked.class)).as(name).isTrue();
    }
  }
}
