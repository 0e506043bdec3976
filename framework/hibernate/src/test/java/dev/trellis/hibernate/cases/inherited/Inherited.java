package dev.trellis.hibernate.cases.inherited;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Subselect;

public final class Inherited {
    public static final String MODEL = """
            tables:
              event:
                columns: {id: bigint, made: timestamptz, what: string(30), about: string(80)}
                primary_key: [id]
            """;

    @MappedSuperclass
    abstract static class Tracked {
        private long id;
        private Instant made;

        @Id
        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }

        public Instant getMade() {
            return made;
        }

        public void setMade(Instant made) {
            this.made = made;
        }
    }

    @Entity
    @Access(AccessType.PROPERTY)
    @Table(name = "event")
    static class Event extends Tracked {
        private String what;
        private String about;

        @Column(length = 80)
        public String getAbout() {
            return about;
        }

        public void setAbout(String about) {
            this.about = about;
        }

        @Column(length = 30)
        public String getWhat() {
            return what;
        }

        public void setWhat(String what) {
            this.what = what;
        }
    }

    @Entity
    @Immutable
    @Subselect("select id from event")
    static class EventView {
        @Id
        long id;
    }
}
