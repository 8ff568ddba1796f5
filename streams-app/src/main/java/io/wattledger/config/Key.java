package io.wattledger.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a configuration record means. Its key is its name in kebab case under the name of its section. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

    /** What it does, for the reference page. */
    String value();

    /** Its default, written as a user would write it. */
    String or() default "";
}
