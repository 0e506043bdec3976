/** A shop with entities, a repository and a controller: the application that the tests build with each version of Spring Boot. */
package dev.trellis.shop;
