package dev.watchkeeper.models.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;

/** Mend the code, not these rules: a clock or an unseeded number and two trainings differ. */
@AnalyzeClasses(packages = "dev.watchkeeper.models.train", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("dev.watchkeeper.models.train.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule training_isReproducible = noClasses()
            .that()
            .doNotHaveSimpleName("TrainMain")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule onlyTheFit_knowsTheTrainer = noClasses()
            .that()
            .resideOutsideOfPackage("..fit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tribuo..");
}
