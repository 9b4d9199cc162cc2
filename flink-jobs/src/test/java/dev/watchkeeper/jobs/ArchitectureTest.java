package dev.watchkeeper.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/**
 * WARNING: whoever relaxes a rule here gives up what it keeps: jobs that can be replayed, and rooms that can be read one
 * at a time. There are no frozen violations.
 */
@AnalyzeClasses(packages = "dev.watchkeeper.jobs", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("dev.watchkeeper.jobs.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule features_doNotKnowDetection = noClasses()
            .that()
            .resideInAPackage("dev.watchkeeper.jobs.features..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.watchkeeper.jobs.detection..");

    @ArchTest
    static final ArchRule detection_doesNotKnowFeatures = noClasses()
            .that()
            .resideInAPackage("dev.watchkeeper.jobs.detection..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.watchkeeper.jobs.features..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule jobs_doNotKnowWhereTheyRun = noClasses()
            .that()
            .resideOutsideOfPackage("dev.watchkeeper.jobs.local")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.watchkeeper.jobs.local");

    @ArchTest
    static final ArchRule onlyTheEdges_touchKafka = noClasses()
            .that()
            .resideInAPackage("dev.watchkeeper.jobs.features..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector..");

    @ArchTest
    static final ArchRule pureFunctions_knowNoFlink = noClasses()
            .that()
            .haveFullyQualifiedName("dev.watchkeeper.jobs.connect.Lateness")
            .or()
            .resideInAPackage("dev.watchkeeper.jobs.features.window")
            .or()
            .haveNameMatching("dev\\.watchkeeper\\.jobs\\.features\\.spans\\.(SelfTime|TraceReading|Callees|Latencies"
                    + "|PartialBuilder|SampleTrace).*")
            .or()
            .haveNameMatching("dev\\.watchkeeper\\.jobs\\.features\\.metrics\\.(Readings|Reading|Interval|Buckets"
                    + "|ExplicitBuckets|ExponentialBuckets|Signals|Derived|DerivedMemory)(\\$.*)?")
            .or()
            .haveNameMatching(
                    "dev\\.watchkeeper\\.jobs\\.features\\.logs\\.(Masking|Template|TemplateTree|TemplateGroup"
                            + "|TemplateGroups|LogWindow|Severity)(\\$.*)?")
            .or()
            .haveNameMatching("dev\\.watchkeeper\\.jobs\\.features\\.services\\.(WindowClose|Totals|Callers"
                    + "|ServicePoints|ServiceVector)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule time_isEventTime = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");
}
