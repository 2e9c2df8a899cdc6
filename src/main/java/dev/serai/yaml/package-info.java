/** YAML files that people edit, with the place of everything in them. */
@NullMarked
package dev.serai.yaml;

import org.jspecify.annotations.NullMarked;
