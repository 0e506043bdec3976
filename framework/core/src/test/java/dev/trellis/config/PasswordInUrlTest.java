package dev.trellis.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords in all forms of JDBC URLs; {@code s3cr3t} marks what must not be shown. */
class PasswordInUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:mysql://(host=h,port=1,user=joe,password=s3cr3t)/d | jdbc:mysql://(host=h,port=1,user=joe,password=***)/d
            jdbc:mysql://(host=h,password=s3cr3t(a)b,port=1)/d | jdbc:mysql://(host=h,password=***,port=1)/d
            jdbc:mysql://( host = h , password = s3cr3t , port = 1 )/d | jdbc:mysql://( host = h , password = ***, port = 1 )/d
            jdbc:mysql://address=(host=h)(port=1)(user=joe)(password=s3cr3t)/d | jdbc:mysql://address=(host=h)(port=1)(user=joe)(password=***)/d
            jdbc:mariadb:replication://address=(host=h)(password=s3cr3t),address=(host=g)(password=s3cr3t2)/d | jdbc:mariadb:replication://address=(host=h)(password=***),address=(host=g)(password=***)/d
            jdbc:mysql://joe:s3cr3t@h | jdbc:mysql://joe:***@h
            jdbc:mysql://joe:s3cr3t@(host=h,port=1)/d | jdbc:mysql://joe:***@(host=h,port=1)/d
            jdbc:mysql://joe:s3cr3t@h,jim:s3cr3t2@g/d | jdbc:mysql://joe:***@g/d
            jdbc:mysql://h/d?password1=s3cr3t&password2=s3cr3t | jdbc:mysql://h/d?password1=***&password2=***
            jdbc:mysql://h/d?trustCertificateKeyStorePassword=s3cr3t&useSSL=true | jdbc:mysql://h/d?trustCertificateKeyStorePassword=***&useSSL=true
            jdbc:mariadb://h/d?trustStorePassword=s3cr3t | jdbc:mariadb://h/d?trustStorePassword=***
            jdbc:postgresql://h:1,g:2/d?sslpassword=s3cr3t;more&user=joe | jdbc:postgresql://h:1,g:2/d?sslpassword=***&user=joe
            jdbc:h2:mem:a;PASSWORD=s3cr3t&more;MODE=MySQL | jdbc:h2:mem:a;PASSWORD=***;MODE=MySQL
            jdbc:h2:mem:a;PASSWORD=s3cr3t\\;more;MODE=MySQL | jdbc:h2:mem:a;PASSWORD=***;MODE=MySQL
            jdbc:sqlserver://h;password={s3cr3t;more};encrypt=true | jdbc:sqlserver://h;password=***;encrypt=true
            jdbc:sqlite:a.db?cipher=sqlcipher&key=s3cr3t&hexkey=s3cr3t | jdbc:sqlite:a.db?cipher=sqlcipher&key=***&hexkey=***
            jdbc:oracle:thin:joe/s3cr3t@h:1:x | jdbc:oracle:thin:joe/***@h:1:x
            """)
    void every_form_of_a_password_in_a_url_is_hidden(String url, String expected) {
        assertEquals(expected, Secrets.url(url));
        String message = "no driver for '" + url + "': refused";
        String hidden = Secrets.of(url, null).hide(message);
        assertFalse(hidden.contains("s3cr3t"), hidden);
        assertTrue(hidden.endsWith(": refused"), hidden);
    }

    /** A driver may print the value alone, without quotes, braces or the fragment of the URL. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:./x;password='s3cr3t'",
                "jdbc:postgresql://h/d?user=a&password='s3cr3t'",
                "jdbc:postgresql:d?password=\"s3cr3t\"",
                "jdbc:postgresql://h/d?user=a&pass=s3cr3t",
                "jdbc:mariadb://h/d?user=a&password=s3cr3t#part",
                "jdbc:mysql://joe:s3%63r3t@h/d",
                "jdbc:h2:./x;CIPHER=AES;PASSWORD=s3cr3t other"
            })
    void a_password_that_a_driver_prints_alone_is_hidden(String url) {
        assertEquals("wrong password ***", Secrets.of(url, null).hide("wrong password s3cr3t"));
        assertFalse(Secrets.url(url).contains("s3cr3t"), Secrets.url(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it''s \"s3cr3t\" & \\more",
                "it\\'s \\\"s3cr3t\\\" & \\\\more",
                "it's \\\"s3cr3t\\\" & \\\\more",
                "it%27s+%22s3cr3t%22+%26+%5Cmore",
                "it%27s%20%22s3cr3t%22%20%26%20%5Cmore"
            })
    void a_password_is_hidden_as_a_literal_of_sql_in_json_and_in_a_url(String form) {
        Secrets secrets = Secrets.of("jdbc:postgresql://h/d", "it's \"s3cr3t\" & \\more");
        assertEquals("cannot run <***>", secrets.hide("cannot run <" + form + ">"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:1/d?user=joe&ssl=true",
                "jdbc:mysql://h:1,g:2/d?useSSL=false",
                "jdbc:mysql://(host=h,port=1)/d",
                "jdbc:h2:mem:a;MODE=MySQL",
                "jdbc:sqlite:folder/file.db",
                "jdbc:sqlite:C:/joe@home/file.db",
                "jdbc:sqlite:C:\\joe@home\\file.db",
                "jdbc:h2:file:/home/joe@office/a"
            })
    void a_url_without_a_password_is_shown_as_it_is(String url) {
        assertEquals(url, Secrets.url(url));
        assertEquals("at " + url + ": refused", Secrets.of(url, null).hide("at " + url + ": refused"));
    }

    @Test
    void the_colon_after_a_masked_url_is_kept() {
        Secrets secrets = Secrets.of("jdbc:postgresql://h/d?password=s3cr3t", null);
        assertEquals(
                "cannot connect to jdbc:postgresql://h/d?password=***: Connection refused",
                secrets.hide("cannot connect to jdbc:postgresql://h/d?password=***: Connection refused"));
        assertEquals(
                "cannot connect to jdbc:mysql://joe:***@h: Connection refused (jdbc:h2:mem:a;PASSWORD=***).",
                secrets.hide(
                        "cannot connect to jdbc:mysql://joe:pw@h: Connection refused (jdbc:h2:mem:a;PASSWORD=pw)."));
    }

    @Test
    void a_password_of_one_host_of_a_list_is_hidden_where_a_driver_prints_it_alone() {
        Secrets secrets = Secrets.of("jdbc:mysql://joe:s3cr3t@h,jim:other@g/d", null);
        assertEquals("password *** or *** of joe", secrets.hide("password s3cr3t or other of joe"));
    }

    @Test
    void sql_in_a_message_is_shown_as_it_is() {
        String sql = "update t set a = 1, token = 'x' where (password = 'y'); key = 5";
        assertEquals(sql, Secrets.of("jdbc:sqlite:a.db", null).hide(sql));
    }
}
