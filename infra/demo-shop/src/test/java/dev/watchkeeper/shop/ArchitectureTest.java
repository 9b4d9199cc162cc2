package dev.watchkeeper.shop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** If one of these fails, ask first whether the new arrow belongs there; don't loosen the rule to get on. */
@AnalyzeClasses(packages = "dev.watchkeeper.shop", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_havenoCycles =
            slices().matching("dev.watchkeeper.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule services_knowNoOtherService = slices().matching(
                    "dev.watchkeeper.shop.(order|inventory|payment)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule load_knowsNothingOfTelemetry = noClasses()
            .that()
            .resideInAPackage("..shop.load..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..", "..shop.serve..", "..shop.supervise..");

    @ArchTest
    static final ArchRule clock_comesInThroughConstructors = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule shop_knowsNoOtherRoom = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.watchkeeper..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("dev.watchkeeper.shop..")));
}
