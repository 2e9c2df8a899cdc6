package dev.serai.vault;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start that fails for want of the right keyset end with the reason instead of a stack trace. */
class VaultFaultAnalyzer extends AbstractFailureAnalyzer<VaultFault> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, VaultFault cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
