package dev.trellis.retail.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** An email address of a person. */
@Entity
@Table(
        name = "person_email",
        indexes = {@Index(columnList = "person_uuid"), @Index(columnList = "address")})
public class PersonEmail {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "person_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Person person;

    @Column(name = "type", length = 15, comment = "Home, Work, ...")
    private String type;

    @Column(name = "preference", nullable = false, options = "default 1", comment = "1 is tried first")
    private int preference = 1;

    @Column(name = "address", length = 255, nullable = false)
    private String address;

    @Column(name = "invalid", nullable = false, options = "default false", comment = "mail to it has bounced")
    private boolean invalid;

    public UUID getUuid() {
        return uuid;
    }

    public Person getPerson() {
        return person;
    }

    public void setPerson(Person person) {
        this.person = person;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public int getPreference() {
        return preference;
    }

    public void setPreference(int preference) {
        this.preference = preference;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public boolean isInvalid() {
        return invalid;
    }

    public void setInvalid(boolean invalid) {
        this.invalid = invalid;
    }
}
