package io.github.gradcam.serve.http;

import java.util.concurrent.CompletionStage;

/** Answers requests. */
@FunctionalInterface
public interface WebRoute {

  /**
   * Answers one; called in a thread that may compute.
   *
   * @param call the request
   * @param name what stood for {@code {name}} in the path; empty where there was none
   * @return the reply, at once or later
   * @throws WebFault if it cannot be answered
   */
  CompletionStage<WebReply> answer(WebCall call, String name) throws WebFault;
}
