package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said after an installation is what to do next, and what is dangerous. */
class NotesTest {

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void tellTheNextThreeCommands(Scenario scenario) {
    assertThat(Chart.notes(scenario, ""))
        .containsSubsequence(
            "1. ",
            "helm -n crawling test crawlkeeper",
            "2. ",
            "kubectl -n crawling port-forward service/",
            "3. ",
            "curl -X POST localhost:8080/api/v1/tasks");
  }

  @Test
  void warnOfWhatIsOpenAndOfWhatIsNotKept() {
    assertThat(Chart.notes(Scenario.EVERYTHING, "")).contains("the API has no authentication");
    assertThat(Chart.notes(Scenario.DEMO, "")).contains("without backups");
    assertThat(Chart.notes(Scenario.NO_NETWORK_POLICY, "")).contains("networkPolicy.enabled is");
    assertThat(Chart.notes(Scenario.EVERYTHING, "networkPolicy: {clients: [{podSelector: {}}]}"))
        .contains("networkPolicy.clients lets in the pods of this namespace alone");
    assertThat(Chart.notes(Scenario.EVERYTHING, ""))
        .doesNotContain("networkPolicy.clients", "networkPolicy.monitoring");
    assertThat(Chart.notes(Scenario.EVERYTHING, "networkPolicy: {monitoring: []}"))
        .contains("networkPolicy.monitoring is empty");
    assertThat(Chart.notes(Scenario.PRODUCTION, "worker: {contact: ''}"))
        .contains("worker.contact is empty, so nothing is crawled");
    assertThat(Chart.notes(Scenario.PRODUCTION, "")).doesNotContain("WARNING:", "NOTE:");
  }
}
