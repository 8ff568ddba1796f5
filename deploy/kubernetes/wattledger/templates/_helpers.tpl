{{- define "wattledger.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* 46 characters at most: with -audit that makes 52, which is what Kubernetes takes as the name of a CronJob. */}}
{{- define "wattledger.fullname" -}}
{{- $name := include "wattledger.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 46 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 46 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 46 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* Labels of every object. Takes root and component. */}}
{{- define "wattledger.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: wattledger
{{ include "wattledger.selector" . }}
{{- end }}

{{/* Labels by which objects are found. Takes root and component. */}}
{{- define "wattledger.selector" -}}
app.kubernetes.io/name: {{ include "wattledger.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "wattledger.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "wattledger.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "wattledger.image" -}}
{{- with .Values.image }}
{{- if .digest }}
{{- printf "%s@%s" .repository .digest }}
{{- else }}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) }}
{{- end }}
{{- end }}
{{- end }}

{{/* A value of config, or its default. Takes root, section, key and default. */}}
{{- define "wattledger.setting" -}}
{{- $section := index .root.Values.config .section | default dict }}
{{- if hasKey $section .key }}{{ index $section .key }}{{ else }}{{ .default }}{{ end }}
{{- end }}

{{/* Milliseconds of a duration as the application writes it: 500ms, 10s, 2m, 1h, 1d. */}}
{{- define "wattledger.millis" -}}
{{- $unit := regexFind "[a-z]+$" . }}
{{- mul (regexFind "^[0-9]+" . | int64) (index (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 "d" 86400000) $unit | int64) }}
{{- end }}

{{- define "wattledger.bootstrapServers" -}}
{{- required "kafka.bootstrapServers is missing: where is Kafka? For example --set kafka.bootstrapServers=kafka:9092" .Values.kafka.bootstrapServers }}
{{- end }}

{{- define "wattledger.securityProtocol" -}}
{{- with .Values.kafka }}
{{- if .securityProtocol }}
{{- .securityProtocol }}
{{- else }}
{{- $tls := or .truststore.existingSecret .keystore.existingSecret }}
{{- if .sasl.existingSecret }}{{ ternary "SASL_SSL" "SASL_PLAINTEXT" (not (empty $tls)) }}{{ else }}{{ ternary "SSL" "PLAINTEXT" (not (empty $tls)) }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Refuses what would be applied and not work. */}}
{{- define "wattledger.check" -}}
{{- if and (not .Values.access.existingSecret) (not .Values.access.anonymous) }}
{{- fail "who may come in? Set access.existingSecret to a Secret with a file of tokens (wattledger token create --file tokens.yaml; kubectl create secret generic wattledger-tokens --from-file=tokens.yaml), or access.anonymous=true if everybody may read everything and write events" }}
{{- end }}
{{- if and .Values.access.existingSecret .Values.access.anonymous }}
{{- fail "access.anonymous=true makes access.existingSecret mean nothing; leave one of them out" }}
{{- end }}
{{- range $section, $decided := dict "kafka" (dict "bootstrap.servers" "kafka.bootstrapServers" "security.protocol" "kafka.securityProtocol" "sasl.mechanism" "kafka.sasl.mechanism" "group.instance.id" "the name of the pod") "registry" (dict "schema.registry.url" "registry.url") }}
{{- range $key, $value := index $.Values.config $section | default dict }}
{{- if hasKey $decided $key }}
{{- fail (printf "config.%s.%s is decided by %s: leave it out" $section $key (index $decided $key)) }}
{{- end }}
{{- if regexMatch "(?i)password|jaas|secret|token|user\\.info|\\.key$" $key }}
{{- fail (printf "config.%s.%s would stand in a ConfigMap for all to read: put it into a Secret (kafka.sasl, kafka.truststore, kafka.keystore, registry.basicAuth, registry.truststore, or extraEnv with valueFrom)" $section $key) }}
{{- end }}
{{- end }}
{{- end }}
{{- $stop := include "wattledger.setting" (dict "root" . "section" "app" "key" "stop-limit" "default" "10s") }}
{{- if le (mul .Values.terminationGracePeriodSeconds 1000) (include "wattledger.millis" $stop | int64) }}
{{- fail (printf "terminationGracePeriodSeconds (%v) must be longer than config.app.stop-limit (%s), or an instance is killed while it stops" .Values.terminationGracePeriodSeconds $stop) }}
{{- end }}
{{- $start := include "wattledger.setting" (dict "root" . "section" "app" "key" "start-limit" "default" "2m") }}
{{- with .Values.probes.startup }}
{{- if le (mul .periodSeconds .failureThreshold 1000) (include "wattledger.millis" $start | int64) }}
{{- fail (printf "probes.startup gives up after %v s, and config.app.start-limit (%s) is not over then: raise failureThreshold" (mul .periodSeconds .failureThreshold) $start) }}
{{- end }}
{{- end }}
{{- $partitions := include "wattledger.setting" (dict "root" . "section" "topics" "key" "event-partitions" "default" "4") | int64 }}
{{- $most := .Values.autoscaling.enabled | ternary .Values.autoscaling.maxReplicas .Values.replicas | int64 }}
{{- if gt $most $partitions }}
{{- fail (printf "%s (%d) is more than there are partitions of inference-events (config.topics.event-partitions: %d): the others would idle" (.Values.autoscaling.enabled | ternary "autoscaling.maxReplicas" "replicas") $most $partitions) }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int64 .Values.autoscaling.minReplicas) (int64 .Values.autoscaling.maxReplicas)) }}
{{- fail "autoscaling.minReplicas is more than autoscaling.maxReplicas" }}
{{- end }}
{{- end }}

{{/* The file that the application reads: config, and what the other values decide. */}}
{{- define "wattledger.config" -}}
{{- $kafka := dict "bootstrap.servers" (include "wattledger.bootstrapServers" .) "security.protocol" (include "wattledger.securityProtocol" .) }}
{{- with .Values.kafka }}
{{- if .sasl.existingSecret }}
{{- $_ := set $kafka "sasl.mechanism" .sasl.mechanism }}
{{- end }}
{{- if .truststore.existingSecret }}
{{- $_ := set $kafka "ssl.truststore.location" (printf "/etc/wattledger/kafka-truststore/%s" .truststore.key) }}
{{- $_ := set $kafka "ssl.truststore.type" .truststore.type }}
{{- end }}
{{- if .keystore.existingSecret }}
{{- $_ := set $kafka "ssl.keystore.location" (printf "/etc/wattledger/kafka-keystore/%s" .keystore.key) }}
{{- $_ := set $kafka "ssl.keystore.type" .keystore.type }}
{{- end }}
{{- end }}
{{- $registry := dict "schema.registry.url" (required "registry.url is missing: where is the schema registry? For example --set registry.url=http://registry:8081" .Values.registry.url) }}
{{- with .Values.registry }}
{{- if .basicAuth.existingSecret }}
{{- $_ := set $registry "basic.auth.credentials.source" "USER_INFO" }}
{{- end }}
{{- if .truststore.existingSecret }}
{{- $_ := set $registry "schema.registry.ssl.truststore.location" (printf "/etc/wattledger/registry-truststore/%s" .truststore.key) }}
{{- $_ := set $registry "schema.registry.ssl.truststore.type" .truststore.type }}
{{- end }}
{{- end }}
{{- $http := dict "host" "0.0.0.0" "port" 8080 }}
{{- with .Values.http.tls }}
{{- if .existingSecret }}
{{- $_ := set $http "tls-keystore" (printf "/etc/wattledger/http/%s" .key) }}
{{- $_ := set $http "tls-password-file" (printf "%s/%s" (empty .passwordExistingSecret | ternary "/etc/wattledger/http" "/etc/wattledger/http-password") .passwordKey) }}
{{- end }}
{{- end }}
{{- $access := .Values.access.anonymous | ternary (dict "anonymous" true) (dict "tokens" (printf "/etc/wattledger/access/%s" .Values.access.key)) }}
{{- $fixed := dict "app" (dict "state-dir" "/var/lib/wattledger/state") "kafka" $kafka "registry" $registry "http" $http "access" $access }}
{{- toYaml (mergeOverwrite (deepCopy .Values.config) $fixed) }}
{{- end }}

{{- define "wattledger.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "wattledger.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Variables of every container. Takes root and sasl and keystore, the names of the Secrets. */}}
{{- define "wattledger.env" -}}
- name: WATTLEDGER_JAVA_OPTS
  value: {{ .root.Values.javaOptions | quote }}
{{- with .root.Values.kafka }}
{{- if $.sasl }}
- name: WATTLEDGER_KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ $.sasl }}
      key: {{ .sasl.jaasKey }}
{{- end }}
{{- if and .truststore.existingSecret .truststore.passwordKey }}
- name: WATTLEDGER_KAFKA_SSL_TRUSTSTORE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .truststore.existingSecret }}
      key: {{ .truststore.passwordKey }}
{{- end }}
{{- if and $.keystore .keystore.passwordKey }}
- name: WATTLEDGER_KAFKA_SSL_KEYSTORE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $.keystore }}
      key: {{ .keystore.passwordKey }}
{{- end }}
{{- end }}
{{- with .root.Values.registry }}
{{- if .basicAuth.existingSecret }}
- name: WATTLEDGER_REGISTRY_BASIC_AUTH_USER_INFO
  valueFrom:
    secretKeyRef:
      name: {{ .basicAuth.existingSecret }}
      key: {{ .basicAuth.key }}
{{- end }}
{{- if and .truststore.existingSecret .truststore.passwordKey }}
- name: WATTLEDGER_REGISTRY_SCHEMA_REGISTRY_SSL_TRUSTSTORE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .truststore.existingSecret }}
      key: {{ .truststore.passwordKey }}
{{- end }}
{{- end }}
{{- with .root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Where every container finds the configuration and what it names. Takes root and keystore. */}}
{{- define "wattledger.mounts" -}}
- name: config
  mountPath: /etc/wattledger/wattledger.yaml
  subPath: wattledger.yaml
  readOnly: true
- name: tmp
  mountPath: /tmp
{{- with .root.Values }}
{{- if .kafka.truststore.existingSecret }}
- name: kafka-truststore
  mountPath: /etc/wattledger/kafka-truststore
  readOnly: true
{{- end }}
{{- if $.keystore }}
- name: kafka-keystore
  mountPath: /etc/wattledger/kafka-keystore
  readOnly: true
{{- end }}
{{- if .registry.truststore.existingSecret }}
- name: registry-truststore
  mountPath: /etc/wattledger/registry-truststore
  readOnly: true
{{- end }}
{{- with .extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end }}

{{/* Volumes of these. Takes root and keystore. */}}
{{- define "wattledger.volumes" -}}
- name: config
  configMap:
    name: {{ include "wattledger.fullname" .root }}
- name: tmp
  emptyDir: {}
{{- with .root.Values }}
{{- if .kafka.truststore.existingSecret }}
- name: kafka-truststore
  secret:
    secretName: {{ .kafka.truststore.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- if $.keystore }}
- name: kafka-keystore
  secret:
    secretName: {{ $.keystore }}
    defaultMode: 0440
{{- end }}
{{- if .registry.truststore.existingSecret }}
- name: registry-truststore
  secret:
    secretName: {{ .registry.truststore.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- with .extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end }}

{{/* What all pods have in common. */}}
{{- define "wattledger.pod" -}}
serviceAccountName: {{ include "wattledger.serviceAccount" . }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "wattledger.podSecurityContext" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* A container that runs a command to its end. Takes root, name, args, sasl, keystore, resources. */}}
{{- define "wattledger.command" -}}
- name: {{ .name }}
  image: {{ include "wattledger.image" .root }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  args:
    {{- toYaml .args | nindent 4 }}
  env:
    {{- include "wattledger.env" . | nindent 4 }}
  {{- with .root.Values.extraEnvFrom }}
  envFrom:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    {{- include "wattledger.mounts" . | nindent 4 }}
  resources:
    {{- toYaml .resources | nindent 4 }}
  securityContext:
    {{- include "wattledger.securityContext" . | nindent 4 }}
{{- end }}
