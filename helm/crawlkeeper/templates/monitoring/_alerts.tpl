{{/* All alerts. Their runbooks are sections of docs/how-to/answer-alerts.md. */}}
{{- define "crawlkeeper.alerts" -}}
{{- $name := include "crawlkeeper.fullname" . }}
{{- $namespace := .Release.Namespace }}
{{- $m := printf "namespace=\"%s\",job=\"%s-master\"" $namespace $name }}
{{- $w := printf "namespace=\"%s\",job=\"%s-worker\"" $namespace $name }}
{{- $z := printf "namespace=\"%s\",job=\"%s-zookeeper\"" $namespace $name }}
{{- $all := printf "namespace=\"%s\",job=~\"%s-(master|worker)\"" $namespace $name }}
{{- $workers := ternary .Values.worker.autoscaling.minReplicas .Values.worker.replicas .Values.worker.autoscaling.enabled }}
- alert: CrawlkeeperNoLeader
  expr: (sum(crawlkeeper_leader{ {{- $m -}} }) or vector(0)) == 0
  for: 2m
  severity: critical
  summary: Nobody leads, so tasks cannot be created or placed. What runs goes on.
- alert: CrawlkeeperTwoLeaders
  expr: sum(crawlkeeper_leader{ {{- $m -}} }) > 1
  for: 2m
  severity: warning
  summary: Two masters say that they lead.
- alert: CrawlkeeperLeaderChanges
  expr: max(changes(crawlkeeper_epoch{ {{- $m -}} }[1h])) > 5
  for: 5m
  severity: warning
  summary: The leader has changed more than five times in an hour.
- alert: CrawlkeeperNodeDown
  expr: up{ {{- $all -}} } == 0
  for: 5m
  severity: warning
  summary: {{ "'{{ $labels.pod }} does not answer Prometheus.'" }}
- alert: CrawlkeeperMastersMissing
  expr: (sum(up{ {{- $m -}} }) or vector(0)) < {{ .Values.master.replicas }}
  for: 10m
  severity: warning
  summary: There are fewer masters than there should be.
{{- if eq .Values.zookeeper.mode "bundled" }}
- alert: CrawlkeeperZooKeeperMissing
  expr: (sum(up{ {{- $z -}} }) or vector(0)) < {{ .Values.zookeeper.replicas }}
  for: 5m
  severity: {{ if eq (int .Values.zookeeper.replicas) 1 }}critical{{ else }}warning{{ end }}
  summary: There are fewer ZooKeeper servers than there should be.
{{- end }}
- alert: CrawlkeeperKubernetesAway
  expr: max by (pod) (crawlkeeper_kubernetes_away{ {{- $w -}} }) == 1
  for: 5m
  severity: warning
  summary: {{ "'The API of Kubernetes does not answer {{ $labels.pod }}, which starts no Jobs meanwhile.'" }}
- alert: CrawlkeeperWorkersMissing
  expr: max(crawlkeeper_workers{ {{- $m -}} }) < {{ $workers }}
  for: 10m
  severity: warning
  summary: There are fewer workers than there should be.
- alert: CrawlkeeperTasksUnplaced
  expr: max(crawlkeeper_tasks{ {{- $m -}} ,state="pending"}) > 0
  for: 15m
  severity: warning
  summary: There are tasks that no worker fits.
- alert: CrawlkeeperSchedulesStalled
  expr: max(crawlkeeper_schedules_stalled{ {{- $m -}} }) > 0
  for: 5m
  severity: critical
  summary: There are schedules that stand still.
- alert: CrawlkeeperTicksLate
  expr: >-
    max by (pod) (crawlkeeper_tick_lateness_seconds{ {{- $w -}} ,quantile="0.99"}) > 10
    or max by (pod) (crawlkeeper_tick_overdue_seconds{ {{- $w -}} }) > 10
  for: 10m
  severity: warning
  summary: {{ "'Ticks on {{ $labels.pod }} become runs more than ten seconds late.'" }}
- alert: CrawlkeeperTicksMissed
  expr: >-
    (sum by (pod) (increase(crawlkeeper_ticks_total{ {{- $w -}} ,outcome="caught-up"}[30m]))
    + sum by (pod) (increase(crawlkeeper_ticks_total{ {{- $w -}} ,reason=~"misfire|catch-up-window|catch-up-max"}[30m])))
    / sum by (pod) (increase(crawlkeeper_ticks_total{ {{- $w -}} ,reason!~"paused|changed"}[30m])) > 0.05
  for: 5m
  severity: warning
  summary: {{ "'More than one of twenty ticks on {{ $labels.pod }} was missed, and caught up or skipped.'" }}
- alert: CrawlkeeperRunsFail
  expr: >-
    sum by (kind) (increase(crawlkeeper_runs_total{ {{- $w -}} ,state=~"failed|timed-out"}[1h]))
    / sum by (kind) (increase(crawlkeeper_runs_total{ {{- $w -}} ,state!="cancelled"}[1h])) > 0.2
  for: 15m
  severity: warning
  summary: {{ "'More than a fifth of all runs of the kind {{ $labels.kind }} fail or time out.'" }}
- alert: CrawlkeeperRunsNotStopping
  expr: max by (pod) (crawlkeeper_runs_not_stopping{ {{- $w -}} }) > 0
  for: 5m
  severity: warning
  summary: {{ "'Runs on {{ $labels.pod }} were told to stop and go on; each keeps its slot.'" }}
- alert: CrawlkeeperDatabaseAway
  expr: max by (pod) (crawlkeeper_history_away{ {{- $w -}} }) == 1 or max by (pod) (crawlkeeper_leases_away{ {{- $w -}} }) == 1
  for: 2m
  severity: critical
  summary: {{ "'The database does not answer {{ $labels.pod }}, which fetches nothing meanwhile.'" }}
- alert: CrawlkeeperHistoryWaiting
  expr: max by (pod) (crawlkeeper_history_waiting{ {{- $w -}} }) > 5000
  for: 10m
  severity: warning
  summary: {{ "'More than 5000 rows wait on {{ $labels.pod }} to be written to the database.'" }}
- alert: CrawlkeeperClockOff
  expr: min by (pod) (crawlkeeper_clock_agrees{ {{- $all -}} }) == 0
  for: 5m
  severity: critical
  summary: {{ "'The clock of {{ $labels.pod }} is off, or not known to be right; a worker fires no schedule meanwhile.'" }}
- alert: CrawlkeeperFetchErrors
  expr: >-
    sum(rate(crawlkeeper_fetch_seconds_count{ {{- $w -}} ,outcome="error"}[15m]))
    / sum(rate(crawlkeeper_fetch_seconds_count{ {{- $w -}} }[15m])) > 0.5
  for: 15m
  severity: warning
  summary: More than half of all fetches end without an answer.
- alert: CrawlkeeperHeapFull
  expr: >-
    sum by (pod) (jvm_memory_used_bytes{ {{- $all -}} ,area="heap"})
    / sum by (pod) (jvm_memory_max_bytes{ {{- $all -}} ,area="heap"}) > 0.95
  for: 15m
  severity: warning
  summary: {{ "'The heap of {{ $labels.pod }} is nearly full.'" }}
{{- end }}
