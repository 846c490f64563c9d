import {
  BadgeCheck,
  Building2,
  CircleQuestionMark,
  CircleUser,
  Cog,
  Cylinder,
  Globe,
  HatGlasses,
  KeyRound,
  KeySquare,
  LockKeyhole,
  LogIn,
  type LucideIcon,
  ScrollText,
  SlidersHorizontal,
  Table2,
  Timer,
  User,
  Users,
} from 'lucide-react';

/** The icons that kinds name. Listed one by one so that the window does not carry the whole set. */
export const ICONS: Readonly<Record<string, LucideIcon>> = {
  'badge-check': BadgeCheck,
  'building-2': Building2,
  'circle-user': CircleUser,
  cog: Cog,
  cylinder: Cylinder,
  globe: Globe,
  'hat-glasses': HatGlasses,
  'key-round': KeyRound,
  'key-square': KeySquare,
  'lock-keyhole': LockKeyhole,
  'log-in': LogIn,
  'scroll-text': ScrollText,
  'sliders-horizontal': SlidersHorizontal,
  'table-2': Table2,
  timer: Timer,
  user: User,
  users: Users,
};

export const UNKNOWN_ICON: LucideIcon = CircleQuestionMark;
