package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A store of the co-op. */
@Entity
@Table(name = "store")
public class Store {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "id", length = 10, nullable = false, unique = true, comment = "what staff call it, e.g. 001")
    private String id;

    @Column(name = "name", length = 100, nullable = false)
    private String name;

    @Column(
            name = "timezone",
            length = 40,
            nullable = false,
            options = "default 'UTC'",
            comment = "an IANA zone, e.g. America/Chicago")
    private String timezone = "UTC";

    @Column(
            name = "archived",
            nullable = false,
            options = "default false",
            comment = "closed for good and kept for its history")
    private boolean archived;

    public UUID getUuid() {
        return uuid;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getTimezone() {
        return timezone;
    }

    public void setTimezone(String timezone) {
        this.timezone = timezone;
    }

    public boolean isArchived() {
        return archived;
    }

    public void setArchived(boolean archived) {
        this.archived = archived;
    }
}
