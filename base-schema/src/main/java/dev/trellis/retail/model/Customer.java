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
import java.time.LocalDate;
import java.util.UUID;

/** The account of a person, a household or a business. Apps extend it with tables of their own. */
@Entity
@Table(
        name = "customer",
        comment = "an account, of a person, a household or a business",
        indexes = {@Index(columnList = "name"), @Index(columnList = "person_uuid"), @Index(columnList = "store_uuid")})
public class Customer {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @Column(name = "number", unique = true, comment = "on the membership card")
    private Integer number;

    @Column(name = "name", length = 100, nullable = false)
    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(
            name = "person_uuid",
            comment = "who holds the account",
            foreignKey = @ForeignKey(options = "on delete set null"))
    private Person person;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(
            name = "store_uuid",
            comment = "where the account was opened",
            foreignKey = @ForeignKey(options = "on delete set null"))
    private Store store;

    @Column(name = "email_preference", comment = "1 none, 2 plain text, 3 HTML")
    private Integer emailPreference;

    @Column(name = "wholesale", nullable = false, options = "default false", comment = "buys by the case at cost plus")
    private boolean wholesale;

    @Column(name = "member_since", comment = "null unless an owner of the co-op")
    private LocalDate memberSince;

    public UUID getUuid() {
        return uuid;
    }

    public Integer getNumber() {
        return number;
    }

    public void setNumber(Integer number) {
        this.number = number;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Person getPerson() {
        return person;
    }

    public void setPerson(Person person) {
        this.person = person;
    }

    public Store getStore() {
        return store;
    }

    public void setStore(Store store) {
        this.store = store;
    }

    public Integer getEmailPreference() {
        return emailPreference;
    }

    public void setEmailPreference(Integer emailPreference) {
        this.emailPreference = emailPreference;
    }

    public boolean isWholesale() {
        return wholesale;
    }

    public void setWholesale(boolean wholesale) {
        this.wholesale = wholesale;
    }

    public LocalDate getMemberSince() {
        return memberSince;
    }

    public void setMemberSince(LocalDate memberSince) {
        this.memberSince = memberSince;
    }
}
