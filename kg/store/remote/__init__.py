"""A store on any SPARQL 1.1 server: query, update, Graph Store Protocol.

::

    address    where a server listens, from a URL and options; credentials kept out of messages
    http       requests that are repeated where that is safe; what goes wrong becomes our errors
    results    rows as they arrive; a cut or foreign answer is told, never passed on
    record     the files of a generation as triples that no server can alter
    state      which generation is current, and who wins where two write
    writing    a generation on its way, and what a killed writer leaves
    store      all of it as a store; says what a server can and cannot promise
    loaded     a server that its own bulk loader has filled, to be read only

Nothing is imported here: reading an address needs no HTTP client.
"""
