package io.crawlkeeper.master;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String[] PURE = {
    "io.crawlkeeper.model..",
    "io.crawlkeeper.znode..",
    "io.crawlkeeper.master.cluster..",
    "io.crawlkeeper.master.leader..",
    "io.crawlkeeper.master.placement..",
    "io.crawlkeeper.master.task.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.crawlkeeper");

  @Test
  void purePackagesKnowNoTechnology() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.springframework..")
                .or(resideInAPackage("org.apache.."))
                .or(resideInAPackage("java.sql.."))
                .or(resideInAPackage("java.net.http.."))
                .or(resideInAPackage("jakarta.."))
                .or(resideInAPackage("io.micrometer.."))
                .or(resideInAPackage("io.crawlkeeper.zookeeper.."))
                .or(resideInAPackage("io.crawlkeeper.master.zookeeper.."))
                .or(resideInAPackage("io.crawlkeeper.master.web..")))
        .check(CLASSES);
  }

  @Test
  void purePackagesHaveNoClockOfTheirOwn() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.crawlkeeper.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
