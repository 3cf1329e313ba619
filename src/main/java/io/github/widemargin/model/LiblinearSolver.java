package io.github.widemargin.model;

/** LIBLINEAR's solvers, by the names in its model files and the numbers of its {@code -s}. */
public enum LiblinearSolver {
    L2R_LR(0, "logistic regression"),
    L2R_L2LOSS_SVC_DUAL(1),
    L2R_L2LOSS_SVC(2),
    L2R_L1LOSS_SVC_DUAL(3),
    MCSVM_CS(4),
    L1R_L2LOSS_SVC(5, "regularised by the sum of absolute weights"),
    L1R_LR(6, "logistic regression"),
    L2R_LR_DUAL(7, "logistic regression"),
    L2R_L2LOSS_SVR(11, "regression"),
    L2R_L2LOSS_SVR_DUAL(12, "regression"),
    L2R_L1LOSS_SVR_DUAL(13, "regression"),
    ONECLASS_SVM(21, "of one class");

    private final int number;
    private final String foreign;

    LiblinearSolver(int number) {
        this(number, null);
    }

    LiblinearSolver(int number, String foreign) {
        this.number = number;
        this.foreign = foreign;
    }

    public int number() {
        return number;
    }

    /** What it is instead of an L2-regularised support vector classifier; null if it is one. */
    public String foreign() {
        return foreign;
    }
}
