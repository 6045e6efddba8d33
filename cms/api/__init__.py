"""
The public API: one OpenAPI document for all of it.

Nobody signs in and no cookie is read or set. Refusals are RFC 9457 problems.
"""
