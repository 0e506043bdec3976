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

/** A phone number of a person, as entered and normalized for searches. */
@Entity
@Table(
        name = "person_phone",
        indexes = {@Index(columnList = "person_uuid"), @Index(columnList = "normalized_number")})
public class PersonPhone {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "person_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Person person;

    @Column(name = "type", length = 15, comment = "Home, Mobile, ...")
    private String type;

    @Column(name = "preference", nullable = false, options = "default 1", comment = "1 is tried first")
    private int preference = 1;

    @Column(name = "number", length = 20, nullable = false, comment = "as it was given")
    private String number;

    @Column(
            name = "normalized_number",
            length = 20,
            comment = "digits only with the country code, to search by; null where it makes no sense")
    private String normalizedNumber;

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

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getNormalizedNumber() {
        return normalizedNumber;
    }

    public void setNormalizedNumber(String normalizedNumber) {
        this.normalizedNumber = normalizedNumber;
    }
}
