/** What Kubernetes is given: the Helm chart and the resources for Strimzi, read as strictly as Kubernetes would. */
@NullMarked
package io.wattledger.kubernetes;

import org.jspecify.annotations.NullMarked;
