/** SAP Gateway (OData V2): read through Camel's component, written over HTTP with the session that writing takes. */
@NullMarked
package dev.serai.provider.sap;

import org.jspecify.annotations.NullMarked;
