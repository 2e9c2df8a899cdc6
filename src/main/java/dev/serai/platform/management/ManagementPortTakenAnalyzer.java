package dev.serai.platform.management;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start that fails for want of the management port end with the reason instead of a stack trace. */
class ManagementPortTakenAnalyzer extends AbstractFailureAnalyzer<ManagementPortTaken> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ManagementPortTaken cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
