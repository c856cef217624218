# Sources made at build time: the statements of sql/ and the version.

set(VOUCH_GENERATED ${CMAKE_BINARY_DIR}/generated)

# sql/<stage>/<name>.sql -> generated/sql/<stage>.h, and generated/sql.h with all of them. A stage's header changes
# only when one of its statements does, so editing one statement rebuilds one stage.
file(GLOB sql_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/*/*.sql)
set(sql_headers ${VOUCH_GENERATED}/sql.h)
foreach(file IN LISTS sql_files)
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(stage ${folder} NAME)
    list(APPEND sql_headers ${VOUCH_GENERATED}/sql/${stage}.h)
endforeach()
list(APPEND sql_headers ${VOUCH_GENERATED}/sql/migrations.h)
list(REMOVE_DUPLICATES sql_headers)
add_custom_command(
    OUTPUT ${sql_headers}
    COMMAND ${CMAKE_COMMAND} -DSQL=${CMAKE_SOURCE_DIR}/sql -DGENERATED=${VOUCH_GENERATED}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    DEPENDS ${sql_files} ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    COMMENT "Embedding sql/"
    VERBATIM)

# Asked of git at every build; the header changes, and one file is compiled again, only when the answer does.
add_custom_target(vouch_version
    COMMAND ${CMAKE_COMMAND} -DVERSION=${PROJECT_VERSION} -DSOURCE=${CMAKE_SOURCE_DIR} -DGENERATED=${VOUCH_GENERATED}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_version.cmake
    BYPRODUCTS ${VOUCH_GENERATED}/build_version.h
    COMMENT "Asking git for the version"
    VERBATIM)

add_custom_target(vouch_sql DEPENDS ${sql_headers})
add_library(vouch_generated INTERFACE)
target_include_directories(vouch_generated INTERFACE ${VOUCH_GENERATED})
add_dependencies(vouch_generated vouch_sql vouch_version)

# The page and the description of the API become part of the program. web/dist is there once the page was built; files
# that appear or change are noticed at the next build.
file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
file(GLOB api_document CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/api/openapi.json)
set(embedded_files ${VOUCH_GENERATED}/embedded_files.cpp)
add_custom_command(
    OUTPUT ${embedded_files}
    COMMAND ${CMAKE_COMMAND} -DDIST=${CMAKE_SOURCE_DIR}/web/dist -DAPI=${CMAKE_SOURCE_DIR}/api/openapi.json
            -DOUTPUT=${embedded_files} -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${page_files} ${api_document} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    COMMENT "Embedding web/dist and api/"
    VERBATIM)
