package io.crawlkeeper.helm;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads objects by two models of Kubernetes, with nothing passed over and nothing turned into
 * another type.
 */
final class KubernetesModels {

  private static final String OFFICIAL = "io.kubernetes.client.openapi.models.V";

  /** What an object may be, and by what it is read. */
  private static final Map<String, Class<?>> ALLOWED =
      Map.ofEntries(
          entry("v1 ConfigMap", ConfigMap.class),
          entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
          entry("v1 Pod", Pod.class),
          entry("v1 Service", Service.class),
          entry("v1 ServiceAccount", ServiceAccount.class),
          entry("apps/v1 StatefulSet", StatefulSet.class),
          entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          entry("networking.k8s.io/v1 Ingress", Ingress.class),
          entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          entry("rbac.authorization.k8s.io/v1 Role", Role.class),
          entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
          entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
          entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
          entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class));

  /** Not of Kubernetes itself, so the official model does not know them. */
  private static final Set<String> EXTENSIONS =
      Set.of("HTTPRoute", "PrometheusRule", "ServiceMonitor");

  private static final ObjectMapper STRICT = strict();

  private KubernetesModels() {}

  /** What is wrong with an object; empty if nothing is. */
  static List<String> faults(Manifest manifest) {
    var type = ALLOWED.get(manifest.apiVersion() + " " + manifest.kind());
    if (type == null) {
      return List.of("%s of %s is not allowed".formatted(manifest, manifest.apiVersion()));
    }
    var faults = new ArrayList<String>();
    try {
      STRICT.treeToValue(manifest.json(), type);
    } catch (JsonProcessingException e) {
      faults.add("fabric8 on %s: %s".formatted(manifest, e.getMessage()));
    }
    if (!EXTENSIONS.contains(manifest.kind())) {
      official(manifest, faults);
    }
    return faults;
  }

  private static void official(Manifest manifest, List<String> faults) {
    var version = manifest.apiVersion().endsWith("v2") ? "2" : "1";
    try {
      Class.forName(OFFICIAL + version + manifest.kind())
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(manifest.json().toString()));
    } catch (InvocationTargetException e) {
      faults.add("client-java on %s: %s".formatted(manifest, e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no model of " + manifest, e);
    }
  }

  private static ObjectMapper strict() {
    var builder =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new NothingPassedOver());
    for (var shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      builder.withCoercionConfig(
          LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
    }
    return builder.build();
  }

  /** The models have a place for what they do not know; here there is none. */
  private static final class NothingPassedOver extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
