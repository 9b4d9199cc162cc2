package dev.watchkeeper.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Before you relax a rule here, think twice: replay is only worth something while deciding is pure, and a decision is
 * only on record once while the stages depend in one direction.
 */
@AnalyzeClasses(packages = "dev.watchkeeper.router", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.watchkeeper.router.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DECIDING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..router.decide..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.apache.ratis..",
                    "org.apache.flink..",
                    "java.net..",
                    "java.net.http..",
                    "java.io..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "com.sun.net..",
                    "org.slf4j..",
                    "..router.receive..",
                    "..router.log..",
                    "..router.deliver..",
                    "..router.admin..");

    @ArchTest
    static final ArchRule DECIDING_KNOWS_NO_CLOCK = noClasses()
            .that()
            .resideInAPackage("..router.decide..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(UUID.class);

    @ArchTest
    static final ArchRule TIME_COMES_IN = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule ONLY_THE_LOG_KNOWS_RATIS = noClasses()
            .that()
            .resideOutsideOfPackage("..router.log..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchRule RECEIVE_STANDS_ALONE = alone("receive", "log", "deliver", "admin");

    @ArchTest
    static final ArchRule LOG_STANDS_ALONE = alone("log", "receive", "deliver", "admin");

    @ArchTest
    static final ArchRule DELIVER_STANDS_ALONE = alone("deliver", "receive", "log", "admin");

    private static ArchRule alone(String stage, String... others) {
        return noClasses()
                .that()
                .resideInAPackage("..router." + stage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(others)
                        .map(other -> "..router." + other + "..")
                        .toArray(String[]::new));
    }
}
