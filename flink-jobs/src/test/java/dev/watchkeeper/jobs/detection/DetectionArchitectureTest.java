package dev.watchkeeper.jobs.detection;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** WARNING: whoever relaxes this gives up that detection can be judged without a cluster, in a test and in a backtest. */
@AnalyzeClasses(packages = "dev.watchkeeper.jobs.detection", importOptions = DoNotIncludeTests.class)
class DetectionArchitectureTest {

    @ArchTest
    static final ArchRule whatDecides_knowsNeitherFlinkNorKafka = noClasses()
            .that()
            .resideInAnyPackage("..detection.series", "..detection.evidence", "..detection.entity", "..detection.alert")
            .or()
            .resideInAPackage("..detection.incident")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule thresholds_areReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("..detection.config", "..detection")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("DetectionConfig");
}
