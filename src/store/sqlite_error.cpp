#include "store/sqlite_error.hpp"

#include <sqlite3.h>

#include <string>

#include "base/error.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;

void fail(sqlite3* database, int code) {
    const std::string words = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    switch (code & 0xFF) {
        case SQLITE_INTERRUPT: throw base::Cancelled();
        case SQLITE_FULL: throw Error(ErrorKind::io, mark("the disk is full"));
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            throw Error(ErrorKind::io, mark("the project file cannot be written: {0}", mark("permission denied")));
        case SQLITE_CANTOPEN: throw Error(ErrorKind::io, mark("the project file or its folder cannot be opened"));
        case SQLITE_BUSY:
        case SQLITE_LOCKED: throw Error(ErrorKind::conflict, mark("the project file is in use by another program"));
        case SQLITE_NOTADB: throw Error(ErrorKind::invalid_input, mark("it is not a Balise project file"));
        case SQLITE_CORRUPT:
            // SQLite's general words for it say no more, and in English.
            if (words == sqlite3_errstr(SQLITE_CORRUPT))
                throw Error(ErrorKind::invalid_input, mark("the project file is damaged"));
            throw Error(ErrorKind::invalid_input, mark("the project file is damaged: {0}", words));
        case SQLITE_IOERR: throw Error(ErrorKind::io, mark("the disk could not be read or written ({0})", words));
        case SQLITE_TOOBIG: throw Error(ErrorKind::invalid_input, mark("a value is too large for the project file"));
        case SQLITE_CONSTRAINT:
            if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
                throw Error(ErrorKind::conflict, mark("a record with this key exists already ({0})", words));
            throw Error(ErrorKind::conflict, mark("the change contradicts what the project file holds ({0})", words));
        default: throw Error(ErrorKind::internal, mark("the project file refused a request: {0}", words));
    }
}

}  // namespace balise::store
