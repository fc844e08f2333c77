{{/* What the schema cannot say. Each message names the value and what to do. */}}
{{- define "crawlkeeper.checks" -}}
{{- range $component := list "master" "worker" }}
{{- $config := (index $.Values $component).config }}
{{- if regexMatch "\"([A-Za-z.-]*([pP]assword|[sS]ecret-?[kK]ey))\":|\"secrets(\\.[^\"]*\":|\":{)" (toJson $config) }}
{{- fail (printf "%s.config has a secret in it, which would stand in a ConfigMap for all to read: give it by an existingSecret" $component) }}
{{- end }}
{{- range $setting := list "port" "data" }}
{{- if hasKey $config $setting }}
{{- fail (printf "%s.config.%s cannot be set: the rest of the chart relies on what it sets itself" $component $setting) }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.database }}
{{- if and (eq .mode "external") (not .external.host) }}
{{- fail "database.external.host is empty: name your PostgreSQL, or set database.mode to demo to try the chart" }}
{{- end }}
{{- if and (eq .mode "external") (not .external.existingSecret) }}
{{- fail "database.external.existingSecret is empty: name the Secret with the user and the password of the database" }}
{{- end }}
{{- if and (eq .mode "demo") (not .demo.existingSecret) }}
{{- fail "database.demo.existingSecret is empty: name a Secret with the password that the database is to have" }}
{{- end }}
{{- end }}
{{- with .Values.storage }}
{{- if and (eq .mode "s3") (not .s3.bucket) }}
{{- fail "storage.s3.bucket is empty: name a bucket, or set storage.mode to volume" }}
{{- end }}
{{- end }}
{{- with .Values.zookeeper }}
{{- if and (eq .mode "external") (not .external.servers) }}
{{- fail "zookeeper.external.servers is empty: name the servers as host:port, or set zookeeper.mode to bundled" }}
{{- end }}
{{- end }}
{{- with .Values.worker }}
{{- if and .jobs.enabled (not .jobs.namespaces) }}
{{- fail "worker.jobs.namespaces is empty: name the namespaces in which Jobs may run" }}
{{- end }}
{{- if and .jobs.enabled (not .jobs.images) }}
{{- fail "worker.jobs.images is empty: name the images that Jobs may use" }}
{{- end }}
{{- if and .jobs.enabled (not .serviceAccount.create) (not .serviceAccount.name) }}
{{- fail "worker.serviceAccount.name is empty: name the account that may run Jobs, as the namespace's default one gets no such right" }}
{{- end }}
{{- with $.Values.networkPolicy }}
{{- if and $.Values.worker.jobs.enabled .enabled (not .egress.kubernetes) (has "443" (toStrings .egress.kubernetesPorts)) }}
{{- fail "networkPolicy.egress.kubernetes is empty: with port 443 that would open the web servers of the whole cluster to workers. Name the machines of the API" }}
{{- end }}
{{- end }}
{{- if and .plugins.folder (not .plugins.volume) }}
{{- fail "worker.plugins.volume is empty: name the volume that worker.plugins.folder is in" }}
{{- end }}
{{- if and (hasKey .plugins.volume "emptyDir") (not .initContainers) }}
{{- fail "worker.plugins.volume is an emptyDir, and nothing fills it: name a container that does in worker.initContainers" }}
{{- end }}
{{- if and .autoscaling.enabled (gt (int .autoscaling.minReplicas) (int .autoscaling.maxReplicas)) }}
{{- fail "worker.autoscaling.minReplicas is above worker.autoscaling.maxReplicas" }}
{{- end }}
{{- if lt (int .terminationGracePeriodSeconds) (add (int .preStopSeconds) 45) }}
{{- fail "worker.terminationGracePeriodSeconds is too short: it has to be at least worker.preStopSeconds and 45 s, in which a worker gives back what it runs" }}
{{- end }}
{{- end }}
{{- with .Values.master }}
{{- if lt (int .terminationGracePeriodSeconds) (add (int .preStopSeconds) 45) }}
{{- fail "master.terminationGracePeriodSeconds is too short: it has to be at least master.preStopSeconds and 45 s" }}
{{- end }}
{{- end }}
{{- with .Values.ingress }}
{{- if and .enabled (not .hosts) }}
{{- fail "ingress.hosts is empty: name at least one host" }}
{{- end }}
{{- end }}
{{- with .Values.httpRoute }}
{{- if and .enabled (not .parentRefs) }}
{{- fail "httpRoute.parentRefs is empty: name the Gateway" }}
{{- end }}
{{- end }}
{{- end }}
