package dev.watchkeeper.review;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** If a rule here is in your way, the structure is: talk about it before you loosen the rule. */
@AnalyzeClasses(packages = "dev.watchkeeper.review", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.watchkeeper.review.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_READS_A_CLOCK = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule THE_QUEUE_AND_ANSWERS_KNOW_NO_HTTP = noClasses()
            .that()
            .resideInAnyPackage("..review.queue..", "..review.verdict..", "..review.audit..", "..review.evidence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.servlet..",
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.security..");

    @ArchTest
    static final ArchRule NOBODY_BELOW_KNOWS_THE_CONSOLE = noClasses()
            .that()
            .resideInAnyPackage("..review.queue..", "..review.verdict..", "..review.http..", "..review.security..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..review.console..");

    @ArchTest
    static final ArchRule ONE_JACKSON =
            noClasses().should().dependOnClassesThat().resideInAPackage("tools.jackson..");
}
