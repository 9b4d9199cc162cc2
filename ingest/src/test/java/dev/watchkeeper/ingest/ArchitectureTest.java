package dev.watchkeeper.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** A rule that stands in the way is a question about the design: ask it before you change the rule. */
@AnalyzeClasses(packages = "dev.watchkeeper.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.watchkeeper.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule deciding_is_pure = noClasses()
            .that()
            .resideInAnyPackage("..normalize..", "..decode..", "..reject..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "com.linecorp.armeria..",
                    "io.grpc..",
                    "io.micrometer..",
                    "dev.watchkeeper.ingest.publish..",
                    "dev.watchkeeper.ingest.receive..");

    @ArchTest
    static final ArchRule the_clock_comes_in_from_outside = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule only_the_programs_know_the_configuration = noClasses()
            .that()
            .resideInAPackage("dev.watchkeeper.ingest.*..")
            .and()
            .resideOutsideOfPackage("..replay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.watchkeeper.ingest");
}
