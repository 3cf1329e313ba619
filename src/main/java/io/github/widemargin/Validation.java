package io.github.widemargin;

/** Early stopping: the best model so far by its accuracy on samples that are not trained on. */
final class Validation {
    private final SvmTrainer.Builder settings;
    private TrainingResult best;
    private int mostRight = -1;
    private int waited;

    Validation(SvmTrainer.Builder settings) {
        this.settings = settings;
    }

    /** An epoch that does not count is not waited in. */
    void check(TrainingResult now, boolean counts) {
        int[] predicted = now.model().predict(settings.validation);
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == settings.validationLabels[i] ? 1 : 0;
        }
        waited += counts ? 1 : 0;
        if (right > mostRight) {
            mostRight = right;
            best = now;
            waited = 0;
        }
    }

    boolean isOver() {
        return waited >= settings.patience;
    }

    /** The best one, after so many epochs and seconds, which have proven that no objective is below dual. */
    TrainingResult best(double dual, int epochs, double seconds) {
        double primal = best.primal();
        TrainingResult proven = new TrainingResult(best.model(), primal, dual, epochs, seconds, StopReason.VALIDATION);
        return new TrainingResult(
                best.model().withGap(proven.gap()), primal, dual, epochs, seconds, StopReason.VALIDATION);
    }
}
