package dev.watchkeeper.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** If a rule here is in your way, the structure is: talk about it before you loosen the rule. */
@AnalyzeClasses(packages = "dev.watchkeeper.schemas", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.watchkeeper.schemas.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SCHEMAS_KNOW_NO_ROOM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.watchkeeper.ingest..",
                    "dev.watchkeeper.jobs..",
                    "dev.watchkeeper.models..",
                    "dev.watchkeeper.router..",
                    "dev.watchkeeper.review..");
}
