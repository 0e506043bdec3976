package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A person: a customer, an employee, a user or the agent of a vendor. */
@Entity
@Table(
        name = "person",
        comment = "any human the co-op knows, whether customer, employee, user or vendor's agent",
        indexes = @Index(columnList = "last_name, first_name"))
public class Person {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "first_name", length = 50)
    private String firstName;

    @Column(name = "last_name", length = 50)
    private String lastName;

    @Column(name = "display_name", length = 100, nullable = false)
    private String displayName;

    @Column(
            name = "local_only",
            nullable = false,
            options = "default false",
            comment = "never sent from the store to the host")
    private boolean localOnly;

    @Column(
            name = "created",
            nullable = false,
            insertable = false,
            updatable = false,
            options = "default current_timestamp")
    private OffsetDateTime created;

    @OneToMany(mappedBy = "person")
    @OrderBy("preference")
    private List<PersonEmail> emails = new ArrayList<>();

    @OneToMany(mappedBy = "person")
    @OrderBy("preference")
    private List<PersonPhone> phones = new ArrayList<>();

    public UUID getUuid() {
        return uuid;
    }

    public String getFirstName() {
        return firstName;
    }

    public void setFirstName(String firstName) {
        this.firstName = firstName;
    }

    public String getLastName() {
        return lastName;
    }

    public void setLastName(String lastName) {
        this.lastName = lastName;
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public boolean isLocalOnly() {
        return localOnly;
    }

    public void setLocalOnly(boolean localOnly) {
        this.localOnly = localOnly;
    }

    public OffsetDateTime getCreated() {
        return created;
    }

    public List<PersonEmail> getEmails() {
        return emails;
    }

    public List<PersonPhone> getPhones() {
        return phones;
    }
}
