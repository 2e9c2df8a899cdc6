package dev.serai.provider;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start that fails for a provider's file end with its faults instead of a stack trace. */
class ProvidersUnusableAnalyzer extends AbstractFailureAnalyzer<ProvidersUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ProvidersUnusable cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
