"""Laws that every format keeps, to test a codec of your own (needs the package `hypothesis`).

```python
from ospo_events.testing import check_codec
from my_package import CODEC

def test_my_codec():
    check_codec(CODEC)
```
"""

from ._check import BrokenLaw, check_codec
from ._laws import LAWS

__all__ = ["LAWS", "BrokenLaw", "check_codec"]
