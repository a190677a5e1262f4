// Linked into what Scripts/sanitize builds for Thread Sanitizer.
//
// Synchronization.Mutex takes a free lock by an atomic of the program's own code, which the sanitizer sees. A lock that is
// held is waited for in libswiftSynchronization.so, by a futex of the kernel's and unseen, so that whatever the lock orders
// looks like a race. These two stand before that library's functions and tell the sanitizer what they do: a race beside a
// lock is still reported. Of the library that the tests' servers are made with, no report is wanted: it is not in keepreel.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *handle

typedef SWIFT void (*lock)(uint32_t thread, SELF);
typedef SWIFT void (*unlock)(SELF);

// sanitizer/tsan_interface.h; weak, because build tools are linked without the sanitizer.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) { return "race:FlyingSocks\n"; }

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void lock_slow(uint32_t thread, SELF) {
    ((lock)dlsym(RTLD_NEXT, LOCK))(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK);
SWIFT void unlock_slow(SELF) {
    if (__tsan_release) __tsan_release(handle);
    ((unlock)dlsym(RTLD_NEXT, UNLOCK))(handle);
}
