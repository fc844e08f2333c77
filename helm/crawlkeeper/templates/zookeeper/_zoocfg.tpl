{{/* The configuration of the bundled servers. */}}
{{- define "crawlkeeper.zooCfg" -}}
dataDir=/data
clientPort=2181
tickTime=2000
initLimit=10
syncLimit=5
maxClientCnxns=0
autopurge.snapRetainCount=3
autopurge.purgeInterval=1
admin.enableServer=false
4lw.commands.whitelist=srvr,ruok,mntr
metricsProvider.className=org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider
metricsProvider.httpPort=7000
{{- if gt (int .Values.zookeeper.replicas) 1 }}
# A pod that starts does not find its own name yet, or finds the address that it had before.
quorumListenOnAllIPs=true
{{- range $i := until (int .Values.zookeeper.replicas) }}
server.{{ add $i 1 }}={{ include "crawlkeeper.zookeeperHost" (dict "root" $ "index" $i) }}:2888:3888
{{- end }}
{{- end }}
{{- end }}
