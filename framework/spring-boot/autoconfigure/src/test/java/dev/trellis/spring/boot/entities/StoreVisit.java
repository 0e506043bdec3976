package dev.trellis.spring.boot.entities;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A visit to a store. Its table and columns have the names that Spring Boot's naming strategy gives them. */
@Entity
public class StoreVisit {
    @Id
    public long id;

    @Column(nullable = false, length = 40)
    public String visitorName = "";
}
