package io.github.gradcam.serve.queue;

import io.github.gradcam.explain.target.ClassSelection;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One image put before a network.
 *
 * @param network the network
 * @param plan which map; null for the probabilities alone
 * @param pixels uint8 RGB [size, size, 3] at the network's input size; shared, not copied
 * @param selection of one class
 * @param abandoned whether nobody waits for the answer any more
 * @param answer is completed once
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record NetworkQuestion(
    ServedNetwork network,
    @Nullable MapPlan plan,
    byte[] pixels,
    ClassSelection selection,
    BooleanSupplier abandoned,
    CompletableFuture<NetworkAnswer> answer) {

  boolean isCostly() {
    return plan != null && plan.isCostly();
  }

  /** Whether one pass can answer both. */
  boolean shares(NetworkQuestion other) {
    return network == other.network
        && (plan == null ? other.plan == null : plan.equals(other.plan));
  }
}
