package io.wattledger.estimator.trend;

/** What a human uses, to put an inference a second beside it; Desislavov, 2021, section 5.3. */
final class HumanPower {

    /** 100 J/s: a body that uses 2000 kcal a day, 96.9 W, as the document rounds it. */
    static final double SOMATIC_WATTS_DESISLAVOV_2021 = 100;

    /** 10,000 J/s: 79,897 kWh a year per head in the USA, 2019, all uses; 9121 W, as the document rounds it. */
    static final double EXTERNAL_WATTS_DESISLAVOV_2021 = 10_000;

    private HumanPower() {}
}
