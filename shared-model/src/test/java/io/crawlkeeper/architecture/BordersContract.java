package io.crawlkeeper.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines between packages that every service keeps. */
public abstract class BordersContract {

  private static final String[] SHARED_PURE = {
    "io.crawlkeeper.clock..",
    "io.crawlkeeper.extract..",
    "io.crawlkeeper.history..",
    "io.crawlkeeper.lease..",
    "io.crawlkeeper.model..",
    "io.crawlkeeper.schedule..",
    "io.crawlkeeper.url..",
    "io.crawlkeeper.znode.."
  };

  private static final String[] TECHNOLOGY = {
    "org.springframework..",
    "org.apache..",
    "java.sql..",
    "javax.sql..",
    "java.net.http..",
    "com.sun.net.httpserver..",
    "jakarta..",
    "io.micrometer..",
    "io.fabric8.."
  };

  private static final String[] SQL = {
    "java.sql..",
    "javax.sql..",
    "org.springframework.jdbc..",
    "org.springframework.dao..",
    "com.zaxxer..",
    "org.flywaydb..",
    "org.sqlite..",
    "org.postgresql.."
  };

  /** Functions of their arguments alone, whatever package they come in. */
  private static final String PURE_LIBRARY = "org.springframework.scheduling.support..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.crawlkeeper");

  private final String[] pure;

  /**
   * @param pure packages of the service that decide, and know neither technology nor a clock
   */
  protected BordersContract(String... pure) {
    this.pure = Stream.concat(Stream.of(SHARED_PURE), Stream.of(pure)).toArray(String[]::new);
  }

  @Test
  void purePackagesKnowNoTechnology() {
    noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(TECHNOLOGY).and(not(resideInAnyPackage(PURE_LIBRARY))))
        .check(CLASSES);
  }

  @Test
  void purePackagesKnowOfCrawlkeeperOnlyWhatIsPureToo() {
    noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.crawlkeeper..").and(not(resideInAnyPackage(pure))))
        .check(CLASSES);
  }

  @Test
  void sqlIsSpokenInPackagesNamedAfterItAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.crawlkeeper.sql..", "io.crawlkeeper..sql..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(SQL))
        .check(CLASSES);
  }

  @Test
  void kubernetesIsSpokenInPackagesNamedAfterItAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.crawlkeeper..kubernetes..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.fabric8.."))
        .check(CLASSES);
  }

  @Test
  void purePackagesHaveNoClockOfTheirOwn() {
    noClasses()
        .that()
        .resideInAnyPackage(pure)
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
